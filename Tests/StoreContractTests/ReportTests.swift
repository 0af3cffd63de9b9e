import Domain
import ServiceLayer
import TestSupport
import Testing

/// The tables of the reports and their order, for every store.
struct ReportTests {
  @Test(arguments: StoreKind.allCases)
  func `allocations are the whole view, by order id then sku, byte by byte`(
    kind: StoreKind
  ) throws {
    try kind.withStore { store in
      let rows = try OpenRun(on: store)
      try rows.handle(
        .batch("b1", "LAMP", 99),
        .batch("b2", "VASE", 99),
        .order("o2", "VASE", 1),
        .order("o10", "LAMP", 2),
        .order("é", "LAMP", 3),
        .order("z", "LAMP", 4),
        .order("O", "LAMP", 5),
        .order("o2", "LAMP", 6),
        .order("😀", "LAMP", 7),
        .order("\u{FF5E}", "LAMP", 8)
      )
      #expect(
        try rows.rows(.allocations) == [
          ["O", "LAMP", 5, "b1"], ["o10", "LAMP", 2, "b1"], ["o2", "LAMP", 6, "b1"],
          ["o2", "VASE", 1, "b2"], ["z", "LAMP", 4, "b1"], ["é", "LAMP", 3, "b1"],
          ["\u{FF5E}", "LAMP", 8, "b1"], ["😀", "LAMP", 7, "b1"],
        ]
      )
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `the largest quantities add up, however many there are`(kind: StoreKind) throws {
    try kind.withStore { store in
      let rows = try OpenRun(on: store)
      let most = 1_000_000_000
      for number in 10..<22 {
        try rows.handle(.batch(BatchReference(rawValue: "b\(number)"), "LAMP", most - 1))
      }
      for number in 10..<40 {
        try rows.handle(.order(OrderID(rawValue: "o\(number)"), "LAMP", most))
      }
      #expect(try rows.rows(.shortages) == [["LAMP", 30, 30_000_000_000, 11_999_999_988]])
      try rows.handle(.batch("b9", "LAMP", most))
      #expect(try rows.rows(.shortages) == [["LAMP", 29, 29_000_000_000, 11_999_999_988]])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `back-orders tell since when they wait and where they came from`(kind: StoreKind) throws {
    try kind.withStore { store in
      let first = try OpenRun(on: store, file: "first.csv")
      try first.handle(
        .batch("b1", "VASE", 10),
        .batch("b2", "LAMP", 0),
        .order("o9", "VASE", 6),
        .order("o8", "VASE", 11),
        .order("o7", "LAMP", 1)
      )
      try first.finish()
      let second = try OpenRun(on: store, file: "second.csv")
      try second.handle(.order("o1", "VASE", 20), .quantity("b1", 5), .order("o2", "LAMP", 3))
      #expect(
        try second.rows(.backorders) == [
          ["o7", "LAMP", 1, "20261123T020000Z", "first.csv", 6],
          ["o2", "LAMP", 3, "20261123T030000Z", "second.csv", 4],
          // It had a place, and has been waiting since it lost it, with its old age.
          ["o9", "VASE", 6, "20261123T030000Z", "first.csv", 4],
          ["o8", "VASE", 11, "20261123T020000Z", "first.csv", 5],
          ["o1", "VASE", 20, "20261123T030000Z", "second.csv", 2],
        ]
      )
      #expect(
        try second.rows(.shortages) == [["LAMP", 2, 4, 0], ["VASE", 3, 37, 5]]
      )
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `stock is every batch, by reference`(kind: StoreKind) throws {
    try kind.withStore { store in
      let rows = try OpenRun(on: store)
      try rows.handle(
        .batch("b2", "LAMP", 10, eta: "2026-12-01"),
        .batch("b10", "VASE", 1_000_000_000),
        .batch("B1", "LAMP", 0),
        .batch("b3", "LAMP", 4),
        .order("o1", "LAMP", 4),
        .order("o2", "LAMP", 3),
        .order("o3", "VASE", 1_000_000_000)
      )
      #expect(
        try rows.rows(.stock) == [
          ["B1", "LAMP", nil, 0, 0, 0], ["b10", "VASE", nil, 1_000_000_000, 1_000_000_000, 0],
          ["b2", "LAMP", "2026-12-01", 10, 3, 7], ["b3", "LAMP", nil, 4, 4, 0],
        ]
      )
      #expect(try rows.rows(.shortages) == [])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `rejects are this run's, a line for each fault, by file then line`(kind: StoreKind) throws {
    try kind.withStore { store in
      func row(_ importID: Int, _ line: Int) -> RowSource {
        RowSource(importID: importID, row: line - 1, line: line)
      }
      let first = try OpenRun(on: store, file: "z.csv")
      let old = first.importID
      try store.transaction { work in
        try work.ledger.keep(.rejected(row(old, 2)))
        try work.ledger.keep(.deferred(row(old, 3)))
        try work.ledger.keep(.deferred(row(old, 4)))
      }
      try first.finish()
      let run = try OpenRun(on: store, file: "b.csv")
      let b = run.importID
      try run.open("a.csv")
      let a = run.importID
      try run.open("z.csv")
      try store.transaction { work in
        try work.ledger.keep(.rejected(row(b, 10)))
        try work.ledger.keep(.deferred(row(b, 9)))
        try work.ledger.keep(.rejected(row(a, 100)))
        try work.ledger.keep(.deferred(row(old, 4), triedIn: run.importID))
      }
      func cells(_ file: String, _ line: Int, _ outcome: String) -> [[ReportValue]] {
        [
          [
            .text(file), .number(line), .text(outcome), "bad_qty", "qty", "x", "'x' is no number",
          ],
          [.text(file), .number(line), .text(outcome), "bad_sku", "sku", "a, b", "unknown"],
        ]
      }
      let own =
        cells("a.csv", 100, "rejected") + cells("b.csv", 9, "deferred")
        + cells("b.csv", 10, "rejected")
      #expect(try run.rows(.rejects) == own + cells("z.csv", 4, "deferred"))
      #expect(
        try run.rows(.unsettled)
          == own + cells("z.csv", 3, "deferred") + cells("z.csv", 4, "deferred")
      )
      #expect(
        try first.rows(.rejects) == cells("z.csv", 2, "rejected") + cells("z.csv", 3, "deferred")
      )
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a report stops where its reader does`(kind: StoreKind) throws {
    try kind.withStore { store in
      let rows = try OpenRun(on: store)
      try rows.handle(.batch("b1", "LAMP", 9), .order("o1", "LAMP", 1), .order("o2", "LAMP", 1))
      var read = 0
      #expect(throws: Abandoned()) {
        try store.reports.read(.allocations, for: rows.run) { _ in
          read += 1
          throw Abandoned()
        }
      }
      #expect(read == 1)
      #expect(try rows.rows(.allocations).count == 2)
    }
  }

  @Test func `every published table has its columns`() throws {
    #expect(
      ReportTable.published == [
        .allocations, .changes, .backorders, .stock, .shortages, .rejects,
      ]
    )
    for kind in StoreKind.allCases {
      try kind.withStore { store in
        let rows = try OpenRun(on: store)
        try rows.handle(.batch("b1", "LAMP", 9), .order("o1", "LAMP", 1), .order("o2", "LAMP", 9))
        try store.transaction { work in
          try work.ledger.keep(.rejected(RowSource(importID: rows.importID, row: 9, line: 9)))
        }
        for table in ReportTable.allCases {
          let found = try rows.rows(table)
          #expect(!found.isEmpty)
          #expect(found.allSatisfy { $0.count == table.columns.count }, "\(table)")
        }
      }
    }
  }
}
