import Domain
import Pipeline
import ServiceLayer
import TestSupport
import Testing

/// Files that were joined: the header of the second one is among the rows.
struct SecondHeaderTests {
  @Test(arguments: [
    ("orderid,sku,qty", "orderid,sku,qty"),
    ("orderid,sku,qty", "qty,orderid,sku"),
    ("orderid,sku,qty", "Order ID,SKU,Quantity"),
    ("orderid,sku,qty", "\u{FEFF}order-id,quantity,sku"),
    ("orderid,sku,qty", "sku,orderid,note,quantity"),
    ("orderid,sku,qty,note", "sku,qty,orderid"),
    ("orderid,sku,qty,note", "orderid,sku,qty,remark"),
  ])
  func `it is recognised in any order and with any accepted names`(
    header: String,
    second: String
  ) throws {
    #expect(try faults(second, under: header, .orders) == ["second-header"])
    #expect(try faults(second, under: header, .amendments) == ["second-header"])
  }

  @Test(arguments: [
    (FileKind.batches, "ref,sku,qty,eta", "quantity,sku,batch ref"),
    (.quantities, "ref,qty", "quantity,reference"),
    (.etas, "ref,eta", "eta,reference"),
    (.allocations, "orderid,sku,qty,batchref", "ref,sku,quantity,order id"),
    (.cancellations, "orderid,sku", "sku,Order ID"),
    (.cancellations, "orderid,sku", "order id"),
  ])
  func `it is recognised in every kind of file`(kind: FileKind, header: String, second: String)
    throws
  {
    #expect(try faults(second, under: header, kind) == ["second-header"])
  }

  @Test(arguments: ["orderid,sku,x", "qty,sku,1x", "Order ID,LAMP,quantity"])
  func `a row that names only some of the columns is not a header`(row: String) throws {
    #expect(try !faults(row, under: "orderid,sku,qty", .orders).contains("second-header"))
  }

  @Test func `an order named like a column can be cancelled`() throws {
    let rows = try decoded("orderid,sku\nsku,LAMP\n", .cancellations)
    #expect(rows == [.command(.cancel("sku", "LAMP"))])
  }
}
