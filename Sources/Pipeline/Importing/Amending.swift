import Domain
import ServiceLayer

/// Rule 9 with `known = "amend"` in the configuration: a row with other values for a known line or
/// batch corrects it.
struct Amending {
  /// Whether the file has etas; if not, they stay as they are.
  private let statesETA: Bool

  /// Nil if the file does not amend.
  init?(_ reading: FileReading?, _ layout: FileLayout) {
    guard reading?.amends == true else { return nil }
    statesETA = layout[.eta] != nil
  }

  /// Executes a row.
  ///
  /// A line that was called off lives again only with a quantity that is news: a list of all orders
  /// that comes each night would call it back else.
  func handle(
    _ command: Command,
    from origin: Origin,
    with bus: MessageBus,
    in work: any UnitOfWork
  ) throws -> Outcome {
    var isNews = false
    do {
      let outcome = try bus.handle(command, from: origin, in: work)
      if outcome != .unchanged { return outcome }
    } catch Refusal.lineDiffers {
      isNews = true
    } catch Refusal.batchDiffers(let first) {
      guard case .createBatch(let batch) = command, batch.sku == first.sku else {
        throw Refusal.batchDiffers(first: first)
      }
    }
    switch command {
    case .allocate(let order):
      let change = ChangeOrderLineQuantity(line: order.line, revives: isNews)
      return try bus.handle(.changeOrderLineQuantity(change), from: origin, in: work)
    case .createBatch(let batch):
      let quantity = ChangeBatchQuantity(reference: batch.reference, quantity: batch.quantity)
      let change = try bus.handle(.changeBatchQuantity(quantity), from: origin, in: work)
      guard statesETA else { return change }
      let eta = ChangeBatchETA(reference: batch.reference, eta: batch.eta)
      let move = try bus.handle(.changeBatchETA(eta), from: origin, in: work)
      return move == .applied ? move : change
    default: return .unchanged
    }
  }
}
