package import Domain

extension OrderLine {
  package init(_ orderID: OrderID, _ sku: Sku, _ quantity: Int) {
    self.init(orderID: orderID, sku: sku, quantity: quantity)
  }
}

extension Command {
  package static func batch(
    _ reference: BatchReference,
    _ sku: Sku,
    _ quantity: Int,
    eta: Day? = nil
  ) -> Self {
    .createBatch(CreateBatch(reference: reference, sku: sku, quantity: quantity, eta: eta))
  }

  package static func quantity(_ reference: BatchReference, _ quantity: Int) -> Self {
    .changeBatchQuantity(ChangeBatchQuantity(reference: reference, quantity: quantity))
  }

  package static func eta(_ reference: BatchReference, _ eta: Day?) -> Self {
    .changeBatchETA(ChangeBatchETA(reference: reference, eta: eta))
  }

  package static func order(_ orderID: OrderID, _ sku: Sku, _ quantity: Int) -> Self {
    .allocate(Allocate(line: OrderLine(orderID, sku, quantity)))
  }

  package static func place(
    _ orderID: OrderID,
    _ sku: Sku,
    _ quantity: Int,
    on reference: BatchReference
  ) -> Self {
    .allocateTo(AllocateTo(line: OrderLine(orderID, sku, quantity), reference: reference))
  }

  package static func amend(
    _ orderID: OrderID,
    _ sku: Sku,
    _ quantity: Int,
    isListed: Bool = false
  ) -> Self {
    .changeOrderLineQuantity(
      ChangeOrderLineQuantity(line: OrderLine(orderID, sku, quantity), isListed: isListed)
    )
  }

  package static func cancel(_ orderID: OrderID, _ sku: Sku) -> Self {
    .cancelOrderLine(CancelOrderLine(orderID: orderID, sku: sku))
  }

  package static func cancel(_ orderID: OrderID) -> Self {
    .cancelOrder(CancelOrder(orderID: orderID))
  }
}
