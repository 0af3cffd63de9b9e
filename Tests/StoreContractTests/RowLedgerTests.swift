import Domain
import ServiceLayer
import TestSupport
import Testing

/// What the ledger keeps of single rows, for every store.
struct RowLedgerTests {
  func source(_ importID: Int, _ row: Int) -> RowSource {
    RowSource(importID: importID, row: row, line: row + 1)
  }

  func rejected(_ store: any Store, triedIn importID: Int) throws -> [UnsettledRow] {
    var rows: [UnsettledRow] = []
    try store.ledger.rejectedRows(triedIn: importID) { rows.append($0) }
    return rows
  }

  @Test(arguments: StoreKind.allCases)
  func `a kept row comes back whole, in the order of rows`(kind: StoreKind) throws {
    try kind.withReopening { store, reopen in
      let file = try OpenRun(on: store).importID
      let faultless = UnsettledRow(
        source: source(file, 2),
        outcome: .rejected,
        triedIn: file,
        cells: [0xFF, 0x00, 0x22, 0x0A],
        cellCount: 2,
        faults: []
      )
      let rows = [
        UnsettledRow.rejected(source(file, 10)), faultless, .rejected(source(file, 1)),
      ]
      try store.transaction { work in for row in rows { try work.ledger.keep(row) } }
      #expect(try rejected(reopen(), triedIn: file) == [rows[2], rows[1], rows[0]])
      #expect(try store.ledger.hasRejectedRows(triedIn: file))
      #expect(try !store.ledger.hasRejectedRows(triedIn: file + 1))
      #expect(
        try store.ledger.deferredRows(of: file, notTriedSince: 99, limit: 9) == []
      )
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `deferred rows are those not tried since, so many at a time`(kind: StoreKind) throws {
    try kind.withStore { store in
      let run = try OpenRun(on: store)
      let file = run.importID
      try run.open("more.csv")
      let other = run.importID
      try run.open("retry.csv")
      let retry = run.importID
      let rows = (1...5).map { UnsettledRow.deferred(source(file, $0)) }
      try store.transaction { work in
        for row in rows + [.deferred(source(other, 1)), .rejected(source(other, 2))] {
          try work.ledger.keep(row)
        }
      }
      let waiting = try store.ledger.importsWithDeferredRows(of: .orders)
      #expect(waiting.map(\.importID) == [file, other])
      #expect(waiting.map(\.rows) == [5, 1])
      #expect(try store.ledger.importsWithDeferredRows(of: .batches).isEmpty)
      func next(_ limit: Int) throws -> [UnsettledRow] {
        try store.ledger.deferredRows(of: file, notTriedSince: retry, limit: limit)
      }
      #expect(try next(2) == Array(rows[0..<2]))
      let again = UnsettledRow.deferred(source(file, 1), triedIn: retry)
      let expired = UnsettledRow.rejected(source(file, 2), triedIn: retry)
      try store.transaction { work in
        try work.ledger.keep(again)
        try work.ledger.keep(expired)
        try work.ledger.settle(source(file, 3))
        try work.ledger.settle(source(file, 99))
      }
      #expect(try next(9) == Array(rows[3..<5]))
      #expect(try rejected(store, triedIn: retry) == [expired])
      #expect(try rejected(store, triedIn: file) == [])
      // The next retry begins with the one that was tried and deferred once more.
      #expect(
        try store.ledger.deferredRows(of: file, notTriedSince: retry + 1, limit: 9)
          == [again] + rows[3..<5]
      )
      #expect(try store.ledger.importsWithDeferredRows(of: .orders).map(\.rows) == [3, 1])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `an import remembers how far it has come`(kind: StoreKind) throws {
    try kind.withReopening { store, reopen in
      let file = try OpenRun(on: store).importID
      let counts = RowCounts(applied: 4, unchanged: 3, deferred: 2, rejected: 1)
      try store.transaction { try $0.ledger.advance(file, doneRows: 10, counts: counts) }
      let found = try #require(try reopen().ledger.find(file))
      #expect(found.doneRows == 10)
      #expect(found.counts == counts)
      #expect(counts.sum == 10)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a finished run keeps its own rejected rows and no older ones`(kind: StoreKind) throws {
    try kind.withStore { store in
      let first = try OpenRun(on: store)
      let firstRows = [
        UnsettledRow.rejected(source(first.importID, 1)), .deferred(source(first.importID, 2)),
      ]
      try store.transaction { work in for row in firstRows { try work.ledger.keep(row) } }
      try first.finish()
      #expect(try rejected(store, triedIn: first.importID) == [firstRows[0]])
      let second = try OpenRun(on: store)
      let secondRow = UnsettledRow.rejected(source(second.importID, 1))
      // A row of the first run that the second gave up.
      let expired = UnsettledRow.rejected(source(first.importID, 3), triedIn: second.importID)
      try store.transaction { work in
        try work.ledger.keep(secondRow)
        try work.ledger.keep(expired)
      }
      #expect(try second.rows(.unsettled).map { $0[1] } == [2, 2, 3, 3, 4, 4])
      try second.finish()
      #expect(try rejected(store, triedIn: first.importID) == [])
      #expect(try rejected(store, triedIn: second.importID) == [expired, secondRow])
      #expect(
        try store.ledger.deferredRows(of: first.importID, notTriedSince: 99, limit: 9)
          == [firstRows[1]]
      )
    }
  }
}
