import CSVReading
import SafeText

/// The name of a column as a file's header has it.
struct HeaderName: Equatable {
  /// As it came.
  let original: [UInt8]
  /// Without outer spaces, in lower case where it is ASCII.
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
  /// As people see it.
  var shown: String { escaped(original, atMost: 60) }
  /// By which two files have the same column; so long a name is no name.
  var identity: String { String(decoding: folded.prefix(255), as: UTF8.self) }
  var isEmpty: Bool { exact.isEmpty }

  func isExactly(_ column: Column) -> Bool { exact.elementsEqual(column.rawValue.utf8) }

  func serves(for column: Column) -> Bool {
    column.servingNames.contains { folded.elementsEqual($0.utf8) }
  }
}
