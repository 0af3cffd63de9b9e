import CSVReading
import Testing

struct LineNumberTests {
  @Test(arguments: ["\n", "\r\n", "\r"])
  func `lines are counted the same with any line end`(end: String) {
    let lines = ["a,b", "1,2", "", "\"3", "x\",4", " ,", "5,6", ""]
    let reading = Reading(lines.joined(separator: end))
    #expect(
      reading.rows == [
        Row(number: 1, line: 2, lastLine: 2, cells: ["1", "2"]),
        Row(number: 2, line: 4, lastLine: 5, cells: ["3\(end)x", "4"]),
        Row(number: 3, line: 7, lastLine: 7, cells: ["5", "6"]),
      ]
    )
    #expect(
      reading.counts
        == CSVCounts(
          records: 3,
          blankRecords: 2,
          physicalLines: 7,
          lastRecordLacksLineEnd: false
        )
    )
  }

  @Test(arguments: [
    ("a\n1\r2\r\n3\n\r4", [2, 3, 4, 6]),
    ("a\r\r\n1", [3]),
    ("a\r \n1", [3]),
    ("a\r\t\r\n1", [3]),
    ("a\n\"\r\"\n1", [2, 4]),
    ("a\n\"\r\n\"\n1", [2, 4]),
    ("a\n\"\n\r\"\r\n1", [2, 5]),
  ])
  func `a CR and an LF are one line end only if adjacent`(file: String, lines: [Int]) {
    #expect(Reading(file).rows.map(\.line) == lines)
    #expect(Reading(file, atMost: 1).rows.map(\.line) == lines)
  }

  @Test
  func `every row of a long file keeps its number, its line and its cells`() {
    let rows = (1...30_000).map {
      Row(number: $0, line: $0 + 1, lastLine: $0 + 1, cells: ["\($0)", "x"])
    }
    let lines = rows.map { $0.cells.joined(separator: ",") + "\n" }
    #expect(Reading("a,b\n" + lines.joined()).rows == rows)
  }

  @Test
  func `a last record without a line end is accepted and says so`() {
    let reading = Reading("a\n1\n2")
    #expect(reading.rows.map(\.lacksLineEnd) == [false, true])
    #expect(reading.counts?.lastRecordLacksLineEnd == true)
    #expect(reading.counts?.physicalLines == 3)
  }

  @Test(arguments: ["a\n1\n  ", "a\n1\n\u{1A}", "a\n1\n", "a"])
  func `only a record can lack its line end`(file: String) {
    #expect(Reading(file).counts?.lastRecordLacksLineEnd == false)
  }
}
