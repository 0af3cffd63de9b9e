import Domain
import ServiceLayer
import SystemTestSupport
import TestSupport
import Testing

/// The tables of the reports and their order, for every store.
struct ReportTests {
  @Test(arguments: StoreKind.allCases)
  func `allocations are the whole view, by order id then sku, byte by byte`(
    kind: StoreKind
  ) throws {
    try kind.withStore { store in
      let openRun = try OpenRun(on: store)
      try openRun.handle(
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
        try openRun.rows(.allocations) == [
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
      let openRun = try OpenRun(on: store)
      let most = 1_000_000_000
      for number in 10..<22 {
        try openRun.handle(.batch(BatchReference(rawValue: "b\(number)"), "LAMP", most - 1))
      }
      for number in 10..<40 {
        try openRun.handle(.order(OrderID(rawValue: "o\(number)"), "LAMP", most))
      }
      #expect(
        try openRun.rows(.shortages) == [["LAMP", 30, 30_000_000_000, 11_999_999_988, 999_999_999]]
      )
      try openRun.handle(.batch("b9", "LAMP", most))
      #expect(
        try openRun.rows(.shortages) == [["LAMP", 29, 29_000_000_000, 11_999_999_988, 999_999_999]]
      )
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `back-orders show since when and why they wait, and their origin`(kind: StoreKind)
    throws
  {
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
      try second.handle(
        .order("o1", "VASE", 20),
        .quantity("b1", 5),
        .order("o2", "LAMP", 3),
        .batch("b3", "VASE", 2)
      )
      let (one, two) = (ReportValue.text(first.run.name), ReportValue.text(second.run.name))
      #expect(
        try second.rows(.backorders) == [
          ["o7", "LAMP", 1, one, one, "first.csv", 6, 0, 0, "none"],
          ["o2", "LAMP", 3, two, two, "second.csv", 4, 0, 0, "none"],
          // It was allocated, and has been waiting with its old age since it lost the allocation.
          ["o9", "VASE", 6, one, two, "first.csv", 4, 7, 5, "split"],
          ["o8", "VASE", 11, one, one, "first.csv", 5, 7, 5, "short"],
          ["o1", "VASE", 20, two, two, "second.csv", 2, 7, 5, "short"],
        ]
      )
      #expect(
        try second.rows(.shortages) == [["LAMP", 2, 4, 0, 0], ["VASE", 3, 37, 7, 5]]
      )
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `stock is every batch, by reference`(kind: StoreKind) throws {
    try kind.withStore { store in
      let openRun = try OpenRun(on: store)
      try openRun.handle(
        .batch("b2", "LAMP", 10, eta: "2026-12-01"),
        .batch("b10", "VASE", 1_000_000_000),
        .batch("B1", "LAMP", 0),
        .batch("b3", "LAMP", 4),
        .order("o1", "LAMP", 4),
        .order("o2", "LAMP", 3),
        .order("o3", "VASE", 1_000_000_000)
      )
      #expect(
        try openRun.rows(.stock) == [
          ["B1", "LAMP", nil, 0, 0, 0], ["b10", "VASE", nil, 1_000_000_000, 1_000_000_000, 0],
          ["b2", "LAMP", "2026-12-01", 10, 3, 7], ["b3", "LAMP", nil, 4, 4, 0],
        ]
      )
      #expect(try openRun.rows(.shortages) == [])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `rejects are only of this run, one line per fault, by file then line`(kind: StoreKind) throws
  {
    try kind.withStore { store in
      func row(_ importID: Int, _ line: Int) -> RowSource {
        RowSource(importID: importID, row: line - 1, line: line)
      }
      let first = try OpenRun(on: store, file: "z.csv")
      let old = first.importID
      try store.transaction { work in
        try work.rows.keep(.rejected(row(old, 2)))
        try work.rows.keep(.deferred(row(old, 3)))
        try work.rows.keep(.deferred(row(old, 4)))
      }
      try first.finish()
      let run = try OpenRun(on: store, file: "b.csv")
      let b = run.importID
      try run.open("a.csv")
      let a = run.importID
      try run.open("z.csv")
      try store.transaction { work in
        try work.rows.keep(.rejected(row(b, 10)))
        try work.rows.keep(.deferred(row(b, 9)))
        try work.rows.keep(.rejected(row(a, 100)))
        try work.rows.keep(.deferred(row(old, 4), triedIn: run.importID))
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
        try first.rows(.rejects) == cells("z.csv", 2, "rejected") + cells("z.csv", 3, "deferred")
      )
      // Oldest first, of all runs, each with the run in which it came.
      let all = try run.rows(.open)
      #expect(
        all.map { $0[0] } == ["z.csv", "z.csv", "z.csv", "z.csv", "z.csv", "z.csv"]
          + ["b.csv", "b.csv", "b.csv", "b.csv", "a.csv", "a.csv"]
      )
      #expect(all.map { $0[1] } == [2, 2, 3, 3, 4, 4, 9, 9, 10, 10, 100, 100])
      #expect(
        all[0] == [
          "z.csv", 2, .text(first.run.name), 0, "rejected", "bad_qty", "qty", "x",
          "'x' is no number", nil,
        ]
      )
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a report stops when its reader does`(kind: StoreKind) throws {
    try kind.withStore { store in
      let openRun = try OpenRun(on: store)
      try openRun.handle(.batch("b1", "LAMP", 9), .order("o1", "LAMP", 1), .order("o2", "LAMP", 1))
      let sink = SinkOfOneRow()
      #expect(throws: Abandoned()) {
        try store.reports.read(.allocations, for: openRun.run, into: sink)
      }
      #expect(sink.rows == 1)
      #expect(try openRun.rows(.allocations).count == 2)
    }
  }

  final class SinkOfOneRow: ReportSink {
    var rows = 0

    func text(_ utf8: Span<UInt8>) {}
    func number(_ number: Int) {}
    func empty() {}
    func endRow() throws {
      rows += 1
      throw Abandoned()
    }
  }

  @Test func `every table has its columns`() throws {
    for kind in StoreKind.allCases {
      try kind.withStore { store in
        let openRun = try OpenRun(on: store)
        try openRun.handle(
          .batch("b1", "LAMP", 9),
          .order("o1", "LAMP", 1),
          .order("o2", "LAMP", 9)
        )
        try store.transaction { work in
          try work.rows.keep(.rejected(RowSource(importID: openRun.importID, row: 9, line: 9)))
        }
        for table in ReportTable.allCases {
          let found = try openRun.rows(table)
          #expect(!found.isEmpty)
          #expect(found.allSatisfy { $0.count == table.columns.count }, "\(table)")
        }
      }
    }
  }
}
