import CSVReading
import SafeText

/// The name of a column in the header of a file.
struct HeaderName: Equatable {
  /// The original bytes.
  let original: [UInt8]
  /// Without outer spaces, with ASCII letters in lower case.
  let exact: [UInt8]
  /// Without spaces, `-`, `_` and `.` too: people write `Order ID`, `order_id` and `Order-Id`.
  let folded: [UInt8]

  init(_ cell: some Collection<UInt8>) {
    original = Array(cell)
    exact = original.withUnsafeBufferPointer {
      $0.trimmed.map { isASCIIUpper($0) ? $0 | 0x20 : $0 }
    }
    folded = exact.filter { !Array(" \t-_.".utf8).contains($0) }
  }

  var text: String { String(decoding: original, as: UTF8.self) }
  /// As it is shown to people.
  var shown: String { escaped(original, atMost: 60) }
  /// The text by which the same column is recognised in two files; only the beginning of a very
  /// long name counts.
  var identity: String { String(decoding: folded.prefix(255), as: UTF8.self) }
  var isEmpty: Bool { exact.isEmpty }

  func isExactly(_ column: Column) -> Bool { exact.elementsEqual(column.rawValue.utf8) }

  func serves(for column: Column) -> Bool {
    column.servingNames.contains { folded.elementsEqual($0.utf8) }
  }
}
