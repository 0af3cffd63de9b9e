/// Something that happened to a product; it can have any number of handlers.
package enum Event: Equatable, Sendable {
  case allocated(Allocated)
  case deallocated(Deallocated)
  case outOfStock(OutOfStock)
  case stockAdded(StockAdded)
  case orderLineCancelled(OrderLineCancelled)
}

/// An order line was allocated to a batch.
package struct Allocated: Equatable, Sendable {
  package let line: OrderLine
  package let reference: BatchReference

  package init(line: OrderLine, reference: BatchReference) {
    self.line = line
    self.reference = reference
  }
}

/// An order line lost its allocation (rules 4 and 10).
package struct Deallocated: Equatable, Sendable {
  /// The age with which a handler allocates the line again; nil if its product has already done so
  /// (rule 10).
  package let number: LineNumber?
  package let line: OrderLine
  package let reference: BatchReference

  package init(number: LineNumber?, line: OrderLine, reference: BatchReference) {
    self.number = number
    self.line = line
    self.reference = reference
  }
}

/// No batch had enough for an order line, so it waits (rule 2).
package struct OutOfStock: Equatable, Sendable {
  package let line: OrderLine

  package init(line: OrderLine) { self.line = line }
}

/// Stock of a sku became free (rule 3).
package struct StockAdded: Equatable, Sendable {
  package let sku: Sku

  package init(sku: Sku) { self.sku = sku }
}

/// An order line was cancelled (rule 7).
package struct OrderLineCancelled: Equatable, Sendable {
  package let line: OrderLine
  /// The batch to which its stock returned; nil if the line was waiting.
  package let reference: BatchReference?

  package init(line: OrderLine, reference: BatchReference?) {
    self.line = line
    self.reference = reference
  }
}
