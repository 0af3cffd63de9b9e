import SafeText

/// The name of a file as the file system has it: any bytes but NUL and `/`.
///
/// Names come from outside and need not be UTF-8; what people see of them is escaped elsewhere.
package struct FileName: Hashable, Comparable, Sendable {
  package let bytes: [UInt8]

  package init(bytes: [UInt8]) { self.bytes = bytes }
  package init(_ text: String) { bytes = Array(text.utf8) }

  /// The name as people see it: on one line, with nothing in it that a terminal would act on.
  package var displayed: String { escaped(bytes, atMost: 120) }

  /// Byte by byte, as design.md orders files of a kind.
  package static func < (left: Self, right: Self) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}
