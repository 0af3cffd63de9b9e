package import Domain

/// Order lines that stand, though a rule of the configuration passes over a row of them; each is told
/// in the import that passed over the first such row.
package struct PassedOver: Equatable, Sendable {
  package let lines: Int
  /// The first of them in the file, and where its row begins.
  package let orderID: OrderID
  package let sku: Sku
  package let line: Int

  package init(lines: Int, orderID: OrderID, sku: Sku, line: Int) {
    self.lines = lines
    self.orderID = orderID
    self.sku = sku
    self.line = line
  }
}
