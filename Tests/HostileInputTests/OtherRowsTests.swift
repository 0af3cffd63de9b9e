import CSVReading
import Pipeline
import ServiceLayer
import TestSupport
import Testing

/// A byte outside a row does not change the result of the row.
struct OtherRowsTests {
  /// Valid and invalid cells, and cells with several bytes per character.
  private static let cells = [
    "O-1", "LAMP", "1", "x", "", " 7 ", "é", "日本", "\"a,b\"", "\"a\"\"b\"", "\u{202E}", "0", "1e3",
    "caf\u{65}\u{301}", "\u{7}",
  ]
  /// All bytes that separate records and cells, or fail the whole file.
  private static let telling = Set("\"\r\n\0".utf8)

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `a byte changed outside a row never changes the result of the row`(
    seed: UInt64
  ) throws {
    var tried = 0
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let head = Array("orderid,sku,qty,note\n".utf8)
      let rows = (0..<6).map { _ in
        (0..<Int.random(in: 3...5, using: &generator)).map { _ in
          Self.cells.randomElement(using: &generator) ?? ""
        }.joined(separator: ",")
      }.map { Array(($0 + "\n").utf8) }
      let verdicts = try Self.verdicts(on: head + rows.joined())
      // A blank row has no result, and a quote opens a cell only because of the comma beside it.
      guard verdicts.count == rows.count,
        let other = rows.indices.filter({ !rows[$0].contains(UInt8(ascii: "\"")) })
          .randomElement(using: &generator)
      else { continue }
      let places = rows[other].indices.filter { !Self.telling.contains(rows[other][$0]) }
      var changed = rows
      let byte = try #require(
        (1...255).filter { !Self.telling.contains($0) }
          .randomElement(using: &generator)
      )
      changed[other][try #require(places.randomElement(using: &generator))] = byte
      // The name of an unused column does not belong to the row either.
      var renamed = head
      renamed[renamed.count - 3] = UInt8(ascii: "x")

      tried += 1
      for text in [head + changed.joined(), renamed + changed.joined()] {
        var found = try Self.verdicts(on: text)
        // The changed row itself may even be blank now, and skipped.
        if found.count < verdicts.count { found.insert(verdicts[other], at: other) }
        found[other] = verdicts[other]
        #expect(found == verdicts, "\(String(decoding: text, as: UTF8.self))")
      }
    }
    #expect(tried > 20)
  }

  private static func verdicts(on text: [UInt8]) throws -> [DecodedRow] {
    let reader = try CSVReader(ByteSource(text)) { FileLayout.accepts($0, kind: .orders) }
    let header = try #require(reader.header)
    let decoder = RowDecoder(try FileLayout(header: header.cells, kind: .orders))
    var verdicts: [DecodedRow] = []
    while let record = try reader.next() { verdicts.append(decoder.decode(record)) }
    return verdicts
  }
}
