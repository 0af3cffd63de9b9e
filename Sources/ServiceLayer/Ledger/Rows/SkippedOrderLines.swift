package import Domain

/// Known order lines that are not cancelled although a rule of the configuration skips a row of
/// them.
///
/// Each is reported in the import that skipped the first such row.
package struct SkippedOrderLines: Equatable, Sendable {
  package let lines: Int
  /// The first of them in the file, and the line on which its row begins.
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
