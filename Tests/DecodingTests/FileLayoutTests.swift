import Domain
import ServiceLayer
import TestSupport
import Testing

/// Which names a header may give the columns, and which columns are not used.
struct FileLayoutTests {
  @Test(arguments: [
    "orderid,sku,qty", "ORDERID,Sku,QTY", "Order ID,SKU,Quantity", "order_id,s.k.u,qty.",
    " Order-Id , sku ,\"Qty\"", "order.id,S_K_U,q t y",
  ])
  func `names are accepted as people write them`(header: String) throws {
    #expect(try decoded("\(header)\nO-1,LAMP,2\n", .orders) == [.command(.order("O-1", "LAMP", 2))])
  }

  @Test(arguments: ["ref,qty", "reference,qty", "Batch Ref,qty", "BATCHREF,qty", "batch_ref,Qty"])
  func `several names are accepted for a batch`(header: String) throws {
    #expect(try decoded("\(header)\nB-1,2\n", .quantities) == [.command(.quantity("B-1", 2))])
  }

  @Test(arguments: [
    ("order_id,orderid,sku,qty", "88,O-1,LAMP,1"), ("orderid,qty,sku,quantity", "O-1,1,LAMP,77"),
    ("ORDERID,order id,sku,qty", "O-1,88,LAMP,1"),
  ])
  func `an exact name has precedence over an accepted name`(header: String, row: String) throws {
    #expect(try decoded("\(header)\n\(row)\n", .orders) == [.command(.order("O-1", "LAMP", 1))])
  }

  @Test func `the reference of a line is not its batch`() throws {
    let text = "orderid,reference,sku,qty,batchref\nO-3,cust-5,LAMP,1,B-1\n"
    #expect(try decoded(text, .allocations) == [.command(.place("O-3", "LAMP", 1, on: "B-1"))])
  }

  @Test(arguments: [
    ("ref,qty,ref", "ref twice"), ("ref,qty,REF", "ref twice"),
    ("reference,batch ref,qty", "ref twice"), ("ref,quantity,Qty.", "qty twice"),
    ("ref,Qty (pcs)", "lacks qty"), ("item,amount", "lacks ref, qty"),
  ])
  func `a missing or duplicate column fails the file`(
    header: String,
    reason: String
  ) throws {
    let found = try #require(try refusal("\(header)\nB-1,1\n", .quantities))
    #expect(found.contains(reason))
  }

  // MARK: - What to do about a header

  @Test(arguments: [
    ("order number", "Item", "qty"), ("Auftrag", "Artikel-Nr.", "Menge"),
    ("Order No.", "ARTICLE", "pieces"), ("Auftrags-Nr", "Product Code", "Qty (pcs)"),
    ("Order ID (internal)", "SKU #", "QTY*"), ("PO", "Material", "Menge [Stk]"),
    ("Bestellnummer", "part no", "Amount"),
  ])
  func `known columns under another name are listed with what to rename`(
    orderID: String,
    sku: String,
    quantity: String
  ) throws {
    let found = try #require(try refusal("\(orderID),\(sku),\(quantity)\nO-1,LAMP,1\n", .orders))
    let names = [(orderID, "orderid"), (sku, "sku"), (quantity, "qty")].filter { $0 != $1 }
    let renamings = names.map { "'\($0)' to \($1)" }.joined(separator: ", ")
    let settings = names.map { "\($1) = \"\($0)\"" }.joined(separator: ", ")
    #expect(
      found.hasSuffix(
        "'\(orderID),\(sku),\(quantity)': rename \(renamings); or let a rule for its sender in "
          + "allot.toml say so: columns = { \(settings) }"
      ),
      "\(found)"
    )
  }

  @Test func `a clear name is proposed, and several names if it is ambiguous`()
    throws
  {
    let found = try #require(try refusal("Item,Product,line,orderid\nA,B,1,O-1\n", .orders))
    #expect(
      found == """
        the header lacks sku, qty: an orders file needs orderid, sku, qty, this one begins with \
        'Item,Product,line,orderid': rename 'Item' or 'Product' to sku, and give it the missing qty; \
        or let a rule for its sender in allot.toml say so: columns = { sku = "Item", qty = "NAME" }
        """
    )
    #expect(
      try refusal("O-1,LAMP,5\n", .orders)?.hasSuffix(
        "'; if that is a row, put a header line above it"
      )
        == true
    )
  }

  @Test func `all faults of a header are reported at once`() throws {
    let text = "Charge,batch-no,Artikel,qty,quantity,QTY,Liefertermin\n1,2,A,1,1,1,KW 48\n"
    #expect(
      try refusal(text, .batches) == """
        the header has the column qty twice: remove or rename one of them; the header lacks ref, sku: \
        a batches file needs ref, sku, qty, this one begins with \
        'Charge,batch-no,Artikel,qty,quantity,QTY,Liefertermin': rename 'Charge' or 'batch-no' to ref, \
        'Artikel' to sku; or let a rule for its sender in allot.toml say so: columns = { ref = \
        "Charge", sku = "Artikel" }; the header has no eta, but 'Liefertermin', which looks like one: \
        rename that column to eta; if it says something else, add an empty column eta, or name it \
        under ignore in a rule of allot.toml
        """
    )
    #expect(
      try refusal("reference,batch ref,qty\n1,2,3\n", .quantities)
        == "the header has the column ref twice, as 'reference' and 'batch ref': remove or rename one of them"
    )
  }

  @Test(arguments: [("^", "'^'"), ("~", "'~'"), (":", "':'"), (" ", "spaces"), ("  ", "spaces")])
  func `an unusual separator is reported`(separator: String, told: String) throws {
    let text = ["orderid", "sku", "qty"].joined(separator: separator) + "\n"
    #expect(
      try refusal(text, .orders) == """
        its cells are separated by \(told): export it with a comma, a semicolon, a tab or a bar between \
        cells
        """
    )
  }

  @Test func `columns without a name are ignored at the front and inside`() throws {
    let text = ",orderid,,sku,qty,,\n0,O-1,x,LAMP,1,,\n"
    #expect(try decoded(text, .orders) == [.command(.order("O-1", "LAMP", 1))])
  }

  @Test func `text without a column name at the end is a surplus cell`() throws {
    #expect(try faults("O-1,LAMP,1,000", under: "orderid,sku,qty,", .orders) == ["too-many-cells"])
  }

  // MARK: - A batches file without an eta

  @Test(arguments: [
    "eta_date", "ETA (date)", "etaDate", "due", "Due Date", "Delivery", "expected arrival",
    "arrivalDate", "date", "Delivered on", "Liefertermin", "Ankunft",
  ])
  func `a column whose name means an eta must not be ignored`(name: String) throws {
    let found = try #require(try refusal("ref,sku,qty,\(name)\nB-1,LAMP,1,x\n", .batches))
    #expect(found.contains("'\(name)'"))
    #expect(found.contains("rename that column to eta"))
    #expect(found.contains("add an empty column eta"))
    #expect(try refusal("ref,sku,qty,eta,\(name)\nB-1,LAMP,1,,x\n", .batches) == nil)
  }

  @Test(arguments: ["details", "beta", "updated", "residue", "metal", "note", "supplier"])
  func `other names are ignored`(name: String) throws {
    #expect(try refusal("ref,sku,qty,\(name)\nB-1,LAMP,1,x\n", .batches) == nil)
  }

  @Test(arguments: [
    "2026-12-01", "01.12.2026", "1/12/26", "2026-12-01T08:30:00", "12/24/2026 9:00",
  ])
  func `a column of dates is a column of etas, whatever its name`(date: String) throws {
    let file = "ref,sku,qty,Termin\nB-1,LAMP,1,\nB-2,LAMP,1,\(date)\n"
    #expect(try refusal(file, .batches)?.contains("'Termin'") == true)
    #expect(try refusal(file + "B-3,LAMP,1,soon\n", .batches) == nil)
  }

  // MARK: - Cancellations

  @Test func `a cancellation without a sku cancels the whole order`() throws {
    #expect(try decoded("orderid\nO-1\n", .cancellations) == [.command(.cancel("O-1"))])
    #expect(
      try decoded("Order ID,sku\nO-1,LAMP\n", .cancellations) == [.command(.cancel("O-1", "LAMP"))]
    )
  }

  @Test(arguments: ["O-1", "O-1,"])
  func `a cancellation whose sku is missing cancels nothing`(row: String) throws {
    #expect(try faults(row, under: "orderid,sku", .cancellations).count == 1)
  }

  @Test(arguments: [
    "SKU code", "item", "Artikel-Nr.", "product", "Artikelnummer", "EAN", "Sach-Nummer",
  ])
  func `a sku under another name must not be ignored`(name: String) throws {
    let found = try #require(try refusal("orderid,\(name)\nO-1,LAMP\n", .cancellations))
    #expect(found.contains("rename that column to sku"))
    #expect(try refusal("orderid,note\nO-1,x\n", .cancellations) == nil)
  }

  // MARK: - Numbers

  @Test(arguments: ["1.2.3", "1-2-3-4", "12", "100/200/300", "99-99-2026"])
  func `numbers are not dates`(text: String) throws {
    let file = "ref,sku,qty,lot\nB-1,LAMP,1,\(text)\n"
    let isDate = text == "1.2.3"
    #expect(try (refusal(file, .batches) != nil) == isDate)
  }
}
