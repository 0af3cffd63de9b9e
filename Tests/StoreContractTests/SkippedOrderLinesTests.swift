import Domain
import ServiceLayer
import SystemTestSupport
import TestSupport
import Testing

/// The active lines of which a rule skips rows.
struct SkippedOrderLinesTests {
  @Test(arguments: StoreKind.allCases)
  func `a line belongs to the import that first skipped a row of it`(kind: StoreKind) throws {
    try kind.withReopening { store, reopen in
      let night = try OpenRun(on: store)
      let first = night.importID
      try night.open("more.csv")
      let second = night.importID
      try store.transaction { work in
        try work.rows.noteSkipped("o2", "LAMP", at: 7, by: first)
        try work.rows.noteSkipped("o1", "LAMP", at: 4, by: first)
        try work.rows.noteSkipped("o1", "LAMP", at: 9, by: first)
        try work.rows.noteSkipped("o1", "LAMP", at: 2, by: second)
        try work.rows.noteSkipped("o1", "VASE", at: 3, by: second)
      }
      let later = try reopen()
      #expect(
        try later.rows.skipped(by: first)
          == SkippedOrderLines(lines: 2, orderID: "o1", sku: "LAMP", line: 4)
      )
      #expect(
        try later.rows.skipped(by: second)
          == SkippedOrderLines(lines: 1, orderID: "o1", sku: "VASE", line: 3)
      )
      #expect(try later.rows.skipped(by: 99) == nil)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a cancelled line does not count, and one ordered again counts again`(kind: StoreKind)
    throws
  {
    try kind.withStore { store in
      let night = try OpenRun(on: store)
      let first = night.importID
      try night.handle(.batch("b1", "LAMP", 5), .order("o1", "LAMP", 2), .order("o2", "LAMP", 1))
      try store.transaction { work in
        try work.rows.noteSkipped("o1", "LAMP", at: 4, by: first)
        try work.rows.noteSkipped("o2", "LAMP", at: 7, by: first)
      }
      try night.handle(.cancel("o1", "LAMP"))
      let second = SkippedOrderLines(lines: 1, orderID: "o2", sku: "LAMP", line: 7)
      #expect(try store.rows.skipped(by: first) == second)
      try night.handle(.amend("o1", "LAMP", 3))
      #expect(try store.rows.skipped(by: first) == second)
      try night.open("more.csv")
      let later = night.importID
      try store.transaction { work in
        try work.rows.noteSkipped("o1", "LAMP", at: 5, by: later)
        try work.rows.noteSkipped("o2", "LAMP", at: 6, by: later)
      }
      #expect(
        try store.rows.skipped(by: later)
          == SkippedOrderLines(lines: 1, orderID: "o1", sku: "LAMP", line: 5)
      )
    }
  }
}
