/// An order line with no allocation, waiting for stock of its sku.
package struct Backorder: Equatable, Sendable {
  package let number: LineNumber
  package let line: OrderLine

  package init(number: LineNumber, line: OrderLine) {
    self.number = number
    self.line = line
  }
}
