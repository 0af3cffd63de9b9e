/// An order line placed on a batch, and the allocation made there before it.
///
/// The allocations of a batch form a chain from the newest to the oldest. Rule 4 follows it and
/// reads no other order lines.
package struct Allocation: Equatable, Sendable {
  package let number: LineNumber
  package let line: OrderLine
  package let previous: LineNumber?

  package init(number: LineNumber, line: OrderLine, previous: LineNumber?) {
    self.number = number
    self.line = line
    self.previous = previous
  }
}
