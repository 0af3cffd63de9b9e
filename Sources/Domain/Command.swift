/// A request for one thing, made by one row of a file; it has one handler and may be refused.
package enum Command: Equatable, Sendable {
  case createBatch(CreateBatch)
  case changeBatchQuantity(ChangeBatchQuantity)
  case changeBatchETA(ChangeBatchETA)
  case allocateTo(AllocateTo)
  case allocate(Allocate)
  case cancelOrderLine(CancelOrderLine)

  /// The sku that it names; nil where it names a batch alone.
  package var sku: Sku? {
    switch self {
    case .createBatch(let command): command.sku
    case .allocateTo(let command): command.line.sku
    case .allocate(let command): command.line.sku
    case .cancelOrderLine(let command): command.sku
    case .changeBatchQuantity, .changeBatchETA: nil
    }
  }
}

/// Takes a batch of stock into account.
package struct CreateBatch: Equatable, Sendable {
  package let reference: BatchReference
  package let sku: Sku
  package let quantity: Int
  package let eta: Day?

  package init(reference: BatchReference, sku: Sku, quantity: Int, eta: Day?) {
    self.reference = reference
    self.sku = sku
    self.quantity = quantity
    self.eta = eta
  }
}

/// Corrects how much of a batch was bought.
package struct ChangeBatchQuantity: Equatable, Sendable {
  package let reference: BatchReference
  package let quantity: Int

  package init(reference: BatchReference, quantity: Int) {
    self.reference = reference
    self.quantity = quantity
  }
}

/// Corrects when a batch arrives; nil means that it has arrived.
package struct ChangeBatchETA: Equatable, Sendable {
  package let reference: BatchReference
  package let eta: Day?

  package init(reference: BatchReference, eta: Day?) {
    self.reference = reference
    self.eta = eta
  }
}

/// Takes an order line in and allocates it to the batch that rule 1 finds.
package struct Allocate: Equatable, Sendable {
  package let line: OrderLine

  package init(line: OrderLine) { self.line = line }
}

/// Places an order line on the batch it names: an allocation made elsewhere, or by hand.
package struct AllocateTo: Equatable, Sendable {
  package let line: OrderLine
  package let reference: BatchReference

  package init(line: OrderLine, reference: BatchReference) {
    self.line = line
    self.reference = reference
  }
}

/// Calls an order line off and frees its stock.
package struct CancelOrderLine: Equatable, Sendable {
  package let orderID: OrderID
  package let sku: Sku

  package init(orderID: OrderID, sku: Sku) {
    self.orderID = orderID
    self.sku = sku
  }
}
