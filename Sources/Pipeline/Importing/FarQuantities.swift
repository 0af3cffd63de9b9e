import Domain
import ServiceLayer

/// Detects corrections that make a quantity many times larger or smaller, perhaps by mistake.
///
/// Zero does not count, because it removes a batch.
struct FarQuantities {
  let factor: Int

  /// Nil if there is no limit.
  init?(factor: Int?) {
    guard let factor else { return nil }
    self.factor = factor
  }

  /// Whether a command, if applied, changes a known quantity by the limit or more.
  func areFar(_ command: Command, in work: any UnitOfWork) throws -> Bool {
    let (old, new): (Int?, Int)
    switch command {
    case .changeBatchQuantity(let change):
      old = try quantity(of: change.reference, in: work)
      new = change.quantity
    case .createBatch(let batch):
      old = try quantity(of: batch.reference, in: work)
      new = batch.quantity
    case .changeOrderLineQuantity(let change):
      old = try work.products.line(change.line.orderID, change.line.sku)?.quantity
      new = change.line.quantity
    case .allocate(let order):
      old = try work.products.line(order.line.orderID, order.line.sku)?.quantity
      new = order.line.quantity
    case .changeBatchETA, .allocateTo, .cancelOrderLine, .cancelOrder: return false
    }
    guard let old, min(old, new) > 0 else { return false }
    return max(old, new) / min(old, new) >= factor
  }

  private func quantity(of reference: BatchReference, in work: any UnitOfWork) throws -> Int? {
    try work.products.get(holding: reference)?.quantity(of: reference)
  }
}
