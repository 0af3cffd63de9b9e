import Domain
import ServiceLayer
import SystemTestSupport
import TestSupport
import Testing

/// The lookups of single imports and kept rows, for every store.
struct ImportAnswerTests {
  @Test(arguments: StoreKind.allCases)
  func `imports are found by name, and kept rows by line`(kind: StoreKind) throws {
    try kind.withStore { store in
      let night = try OpenRun(on: store, file: "orders.csv")
      let first = night.importID
      try night.open("orders.csv.copy")
      try night.open(FileName(bytes: [0x6F, 0xFF]))
      try night.open("orders.csv")
      let row = KeptRow.rejected(RowSource(importID: first, row: 4, line: 7))
      try store.transaction { try $0.rows.keep(row) }
      let answers = store.answers
      #expect(try answers.imports(named: "orders.csv").map(\.id) == [first + 3, first])
      #expect(
        try answers.imports(namedFrom: "orders.csv").map(\.id) == [first + 3, first + 1, first]
      )
      #expect(try answers.imports(named: "orders") == [])
      #expect(try answers.fileName(displayedAs: #"o\xFF"#)?.bytes == [0x6F, 0xFF])
      #expect(try answers.fileName(displayedAs: "o") == nil)
      #expect(try answers.retries(of: first) == [])
      #expect(try answers.keptRow(of: first, line: 7) == row)
      try store.transaction { try $0.rows.close(line: 7, rejectedIn: first) }
      var closed = row
      closed.isOpen = false
      #expect(try answers.keptRow(of: first, line: 7) == closed)
      #expect(try answers.keptRow(of: first, line: 4) == nil)
    }
  }
}
