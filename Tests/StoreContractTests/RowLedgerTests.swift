import Domain
import ServiceLayer
import SystemTestSupport
import TestSupport
import Testing

/// The single rows in the ledger, for every store.
struct RowLedgerTests {
  func source(_ importID: Int, _ row: Int) -> RowSource {
    RowSource(importID: importID, row: row, line: row + 1)
  }

  func rejected(_ store: any Store, triedIn importID: Int) throws -> [KeptRow] {
    var rows: [KeptRow] = []
    try store.rows.rejectedRows(triedIn: importID) { rows.append($0) }
    return rows
  }

  @Test(arguments: StoreKind.allCases)
  func `kept rows are read back completely, in row order`(kind: StoreKind) throws {
    try kind.withReopening { store, reopen in
      let file = try OpenRun(on: store).importID
      let faultless = KeptRow(
        source: source(file, 2),
        outcome: .rejected,
        triedIn: file,
        cells: [0xFF, 0x00, 0x22, 0x0A],
        cellCount: 2,
        faults: []
      )
      let rows = [
        KeptRow.rejected(source(file, 10)), faultless, .rejected(source(file, 1)),
      ]
      try store.transaction { work in for row in rows { try work.rows.keep(row) } }
      #expect(try rejected(reopen(), triedIn: file) == [rows[2], rows[1], rows[0]])
      #expect(try store.rows.widestRejectedRow(triedIn: file) != nil)
      #expect(try store.rows.widestRejectedRow(triedIn: file + 1) == nil)
      #expect(
        try store.rows.deferredRows(of: file, notTriedSince: 99, limit: 9) == []
      )
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `deferred rows are those not retried yet, a limited number at a time`(kind: StoreKind) throws
  {
    try kind.withStore { store in
      let run = try OpenRun(on: store)
      let file = run.importID
      try run.open("more.csv")
      let other = run.importID
      try run.open("retry.csv")
      let retry = run.importID
      let rows = (1...5).map { KeptRow.deferred(source(file, $0)) }
      try store.transaction { work in
        for row in rows + [.deferred(source(other, 1)), .rejected(source(other, 2))] {
          try work.rows.keep(row)
        }
      }
      let waiting = try store.rows.importsWithDeferredRows(of: .orders)
      #expect(waiting.map(\.importID) == [file, other])
      #expect(waiting.map(\.rows) == [5, 1])
      #expect(try store.rows.importsWithDeferredRows(of: .batches).isEmpty)
      func next(_ limit: Int) throws -> [KeptRow] {
        try store.rows.deferredRows(of: file, notTriedSince: retry, limit: limit)
      }
      #expect(try next(2) == Array(rows[0..<2]))
      let again = KeptRow.deferred(source(file, 1), triedIn: retry)
      let expired = KeptRow.rejected(source(file, 2), triedIn: retry)
      try store.transaction { work in
        try work.rows.keep(again)
        try work.rows.keep(expired)
        try work.rows.forget(source(file, 3))
        try work.rows.forget(source(file, 99))
      }
      #expect(try next(9) == Array(rows[3..<5]))
      #expect(try rejected(store, triedIn: retry) == [expired])
      #expect(try rejected(store, triedIn: file) == [])
      // The next retry begins with the row that was retried and deferred again.
      #expect(
        try store.rows.deferredRows(of: file, notTriedSince: retry + 1, limit: 9)
          == [again] + rows[3..<5]
      )
      #expect(try store.rows.importsWithDeferredRows(of: .orders).map(\.rows) == [3, 1])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `an import remembers its progress`(kind: StoreKind) throws {
    try kind.withReopening { store, reopen in
      let file = try OpenRun(on: store).importID
      let counts = RowCounts(applied: 4, unchanged: 3, deferred: 2, rejected: 1)
      try store.transaction { try $0.rows.advance(file, doneRows: 10, counts: counts) }
      let found = try #require(try reopen().imports.find(file))
      #expect(found.doneRows == 10)
      #expect(found.counts == counts)
      #expect(counts.sum == 10)
    }
  }
}
