import SafeText

/// The raw name of a file: any bytes except NUL and `/`.
///
/// The name of a sender's file begins with the sender's name, `acme/orders.csv`, so that files with
/// the same name from two senders are different. Names come from outside and need not be UTF-8;
/// show only `displayed`.
package struct FileName: Hashable, Comparable, Sendable {
  package let bytes: [UInt8]

  package init(bytes: [UInt8]) { self.bytes = bytes }
  package init(_ text: String) { bytes = Array(text.utf8) }

  /// The name, made safe to show: on one line and without terminal control characters.
  package var displayed: String { escaped(bytes, atMost: 120) }

  private static let slash = UInt8(ascii: "/")

  /// Whether a text can be the name of a sender: at most 20 lower-case letters, digits and dashes.
  package static func isSender(_ name: some Collection<UInt8>) -> Bool {
    (1...20).contains(name.count)
      && name.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
          UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }

  /// The sender of the file; nil if it has none.
  package var sender: String? {
    bytes.firstIndex(of: Self.slash).map { String(decoding: bytes[..<$0], as: UTF8.self) }
  }

  /// The name without its sender.
  package var withoutSender: FileName {
    bytes.firstIndex(of: Self.slash).map { FileName(bytes: Array(bytes[($0 + 1)...])) } ?? self
  }

  /// Another name, with this name's sender.
  package func sibling(_ name: FileName) -> FileName { name.from(sender) }

  /// This name, which has no sender, with a sender.
  package func from(_ sender: String?) -> FileName {
    sender.map { FileName(bytes: Array($0.utf8) + [Self.slash] + bytes) } ?? self
  }

  /// Compares byte by byte.
  package static func < (left: Self, right: Self) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}
