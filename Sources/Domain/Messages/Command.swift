/// A request made by one row of a file; it has exactly one handler and may be refused.
package enum Command: Equatable, Sendable {
  case createBatch(CreateBatch)
  case changeBatchQuantity(ChangeBatchQuantity)
  case changeBatchETA(ChangeBatchETA)
  case allocateTo(AllocateTo)
  case allocate(Allocate)
  case changeOrderLineQuantity(ChangeOrderLineQuantity)
  case cancelOrderLine(CancelOrderLine)
  case cancelOrder(CancelOrder)

  /// The sku that the command names; nil if it names only a batch or an order.
  package var sku: Sku? {
    switch self {
    case .createBatch(let command): command.sku
    case .allocateTo(let command): command.line.sku
    case .allocate(let command): command.line.sku
    case .changeOrderLineQuantity(let command): command.line.sku
    case .cancelOrderLine(let command): command.sku
    case .changeBatchQuantity, .changeBatchETA, .cancelOrder: nil
    }
  }

  /// The order line that the command would create if everything it names is known; nil if it
  /// creates none.
  package var newLine: OrderLine? {
    switch self {
    case .allocate(let command): command.line
    case .allocateTo(let command): command.line
    case .createBatch, .changeBatchQuantity, .changeBatchETA, .changeOrderLineQuantity,
      .cancelOrderLine, .cancelOrder:
      nil
    }
  }
}

/// Adds a batch of stock.
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

/// Accepts an order line and allocates it to the batch that rule 1 finds.
package struct Allocate: Equatable, Sendable {
  package let line: OrderLine

  package init(line: OrderLine) { self.line = line }
}

/// Allocates an order line to a named batch, as decided by hand or in another system.
package struct AllocateTo: Equatable, Sendable {
  package let line: OrderLine
  package let reference: BatchReference

  package init(line: OrderLine, reference: BatchReference) {
    self.line = line
    self.reference = reference
  }
}

/// Sets the quantity of a known order line (rule 10).
package struct ChangeOrderLineQuantity: Equatable, Sendable {
  /// The order line, with its new quantity.
  package let line: OrderLine
  /// Whether the row is from a file that lists all orders.
  ///
  /// Such a file may repeat the first quantity forever, so that quantity does not order a cancelled
  /// line again.
  package let isListed: Bool

  package init(line: OrderLine, isListed: Bool = false) {
    self.line = line
    self.isListed = isListed
  }
}

/// Cancels an order line and frees its stock.
package struct CancelOrderLine: Equatable, Sendable {
  package let orderID: OrderID
  package let sku: Sku

  package init(orderID: OrderID, sku: Sku) {
    self.orderID = orderID
    self.sku = sku
  }
}

/// Cancels every known line of an order.
package struct CancelOrder: Equatable, Sendable {
  package let orderID: OrderID

  package init(orderID: OrderID) { self.orderID = orderID }
}
