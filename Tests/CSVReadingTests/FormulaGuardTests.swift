import CSVReading
import Testing

struct FormulaGuardTests {
  @Test(arguments: [
    ("=1+1", "'=1+1"), ("-5KG", "'-5KG"), ("+49", "'+49"), ("@HOME", "'@HOME"),
    ("'=1+1", "''=1+1"), ("''-", "'''-"), ("' =1", "'' =1"), ("'TIS", "'TIS"), ("''", "''"),
    ("'", "'"), ("O'NEIL", "O'NEIL"), ("1=1", "1=1"), ("", ""),
  ])
  func `a value is written so that a spreadsheet keeps it, and is read back unchanged`(
    value: String,
    written: String
  ) throws {
    #expect(try self.written { $0.text(value) } == written)
    #expect(unguarded(written) == value)
  }

  @Test(arguments: [
    ("=1", "'=1"), ("'=1", "'=1"), ("''=1", "''=1"), (" =1", "' =1"), ("'x", "'x"),
    ("", ""), (" \t", " \t"), ("\t", "\t"), ("\t=", "'\t="),
  ])
  func `an original cell is guarded once and read back unchanged`(
    cell: String,
    written: String
  ) throws {
    let found = try self.written { $0.original(Array(cell.utf8)) }
    #expect(found == written)
    #expect(unguarded(written) == unguarded(cell))
  }

  @Test func `different values are written differently`() throws {
    let pieces = ["'", " ", "=", "-", "x"]
    var values: Set<String> = [""]
    for _ in 1...5 { values.formUnion(values.flatMap { value in pieces.map { value + $0 } }) }
    for value in values where !value.hasPrefix(" ") && !value.hasSuffix(" ") {
      #expect(unguarded(try written { $0.text(value) }) == value)
    }
  }

  private func unguarded(_ cell: String) -> String {
    Array(cell.utf8).withUnsafeBufferPointer { String(decoding: $0.unguarded, as: UTF8.self) }
  }

  private func written(_ write: (inout CSVWriter) -> Void) throws -> String {
    var bytes: [UInt8] = []
    var writer = CSVWriter { bytes += $0 }
    // A row of one empty cell would be quoted.
    writer.number(1)
    write(&writer)
    try writer.endRow()
    try writer.flush()
    return String(decoding: bytes.dropFirst(2).dropLast(), as: UTF8.self)
  }
}
