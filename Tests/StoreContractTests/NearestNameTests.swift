import Domain
import ServiceLayer
import SystemTestSupport
import TestSupport
import Testing

/// Known names that are similar to an unknown one, for every store.
struct NearestNameTests {
  @Test(arguments: StoreKind.allCases)
  func `skus, batches and orders are found in any state`(kind: StoreKind) throws {
    try kind.withStore { store in
      let run = try OpenRun(on: store)
      try run.handle(
        .batch("B-ONE", "SMALL-LAMP", 10),
        .batch("B-TWO", "EMPTY-BOX", 0),
        .order("WEB-A", "SMALL-LAMP", 4),
        .order("WEB-B", "EMPTY-BOX", 4),
        .order("SHOP-C", "SMALL-LAMP", 1),
        .cancel("SHOP-C", "SMALL-LAMP")
      )
      try store.flush()
      let reports = store.reports
      #expect(try reports.nearest(.sku, to: "small lamp") == "SMALL-LAMP")
      #expect(try reports.nearest(.sku, to: "EMPTY-BOXX") == "EMPTY-BOX")
      #expect(try reports.nearest(.batch, to: "b one") == "B-ONE")
      #expect(try reports.nearest(.order, to: "web-a") == "WEB-A")
      #expect(try reports.nearest(.order, to: "WEBB-B") == "WEB-B")
      #expect(try reports.nearest(.order, to: "SHO-C") == "SHOP-C")
      #expect(try reports.nearest(.order, to: "SMALL-LAMB") == nil)
      #expect(try reports.nearest(.sku, to: "WEB-AA") == nil)
    }
  }
}
