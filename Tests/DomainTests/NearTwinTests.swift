import Domain
import TestSupport
import Testing

/// Rule 11: order ids that differ only by leading zeros.
struct NearTwinTests {
  let product = TestedProduct()

  init() throws { try product.create("b1", 10) }

  @Test(arguments: [["7", "007"], ["007", "7"], ["07", "007"], ["0", "00"]])
  func `a new line is refused, whichever id has the zeros`(orderIDs: [String]) throws {
    let known = OrderID(rawValue: orderIDs[0])
    let line = OrderLine(OrderID(rawValue: orderIDs[1]), "LAMP", 2)
    try product.allocate(known, 2)
    product.expectRefusal(.nearTwin(line, known: known)) { try product.allocate(line.orderID, 2) }
    product.expectRefusal(.nearTwin(line, known: known)) {
      try product.allocate(line.orderID, 2, to: "b1")
    }
  }

  @Test func `a waiting line is known too`() throws {
    try product.allocate("8", 20)
    product.expectRefusal(.nearTwin(OrderLine("08", "LAMP", 1), known: "8")) {
      try product.allocate("08", 1)
    }
  }

  @Test func `once the wrong line is cancelled, the correct one is accepted`() throws {
    try product.allocate("42", 2)
    try product.cancel("42")
    #expect(try product.allocate("0042", 2) == .applied)
    product.expectRefusal(.nearTwin(OrderLine("042", "LAMP", 2), known: "0042")) {
      try product.allocate("042", 2)
    }
  }

  @Test(arguments: [["7", "70"], ["7", "0-7"], ["O-7", "O-07"], ["٧", "0٧"], ["7", "7 "]])
  func `other ids are not twins`(orderIDs: [String]) throws {
    for orderID in orderIDs {
      #expect(try product.allocate(OrderID(rawValue: orderID), 1) == .applied)
    }
  }

  @Test func `the batch that it names may be unknown`() throws {
    try product.allocate("7", 2)
    product.expectRefusal(.nearTwin(OrderLine("007", "LAMP", 2), known: "7")) {
      try product.allocate("007", 2, to: "b9")
    }
  }
}
