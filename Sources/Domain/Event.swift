/// Something that happened to a product; any number of handlers may care.
package enum Event: Equatable, Sendable {
  case allocated(Allocated)
  case deallocated(Deallocated)
  case outOfStock(OutOfStock)
  case stockAdded(StockAdded)
  case orderLineCancelled(OrderLineCancelled)
}

/// A line was placed on a batch.
package struct Allocated: Equatable, Sendable {
  package let line: OrderLine
  package let reference: BatchReference

  package init(line: OrderLine, reference: BatchReference) {
    self.line = line
    self.reference = reference
  }
}

/// A line was taken off its batch and looks for another (rule 4).
package struct Deallocated: Equatable, Sendable {
  package let number: LineNumber
  package let line: OrderLine
  package let reference: BatchReference

  package init(number: LineNumber, line: OrderLine, reference: BatchReference) {
    self.number = number
    self.line = line
    self.reference = reference
  }
}

/// No batch had enough for a line: it waits (rule 2).
package struct OutOfStock: Equatable, Sendable {
  package let line: OrderLine

  package init(line: OrderLine) { self.line = line }
}

/// Stock of a sku became free (rule 3).
package struct StockAdded: Equatable, Sendable {
  package let sku: Sku

  package init(sku: Sku) { self.sku = sku }
}

/// A line was called off (rule 7).
package struct OrderLineCancelled: Equatable, Sendable {
  package let line: OrderLine
  /// The batch whose stock it gave back; nil where it was waiting.
  package let reference: BatchReference?

  package init(line: OrderLine, reference: BatchReference?) {
    self.line = line
    self.reference = reference
  }
}
