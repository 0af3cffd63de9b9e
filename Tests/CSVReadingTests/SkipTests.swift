import CSVReading
import Testing

struct SkipTests {
  static let rows = (1...30_000).map { "\($0),\($0 % 7)\n" + ($0 % 3 == 0 ? "\n" : "") }

  private func reader() throws -> CSVReader {
    try CSVReader(ByteSource(Array(("a,b\n" + Self.rows.joined()).utf8))) { _ in true }
  }

  @Test(arguments: [0, 1, 2, 3, 9_999, 29_999, 30_000])
  func `skipping continues at the record with that number`(number: Int) throws {
    let reader = try reader()
    try reader.skip(to: number)
    let record = try #require(try reader.next())
    #expect(record.number == max(number, 1))
    #expect(text(Array(record[0])) == "\(max(number, 1))")
    #expect(record.line == record.number + 1 + (record.number - 1) / 3)
  }

  @Test
  func `skipping past the last record ends at the end`() throws {
    let reader = try reader()
    try reader.skip(to: 30_001)
    #expect(try reader.next() == nil)
    #expect(reader.counts.records == 30_000)
  }

  @Test
  func `a reader cannot go back`() throws {
    let reader = try reader()
    try reader.skip(to: 100)
    try reader.skip(to: 50)
    #expect(try reader.next()?.number == 100)
  }
}
