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
  /// A row with another quantity than the first one orders a cancelled line again, and a person is
  /// told. A row with the first quantity does not, because a list may repeat it forever.
  func handle(
    _ command: Command,
    from origin: Origin,
    with bus: MessageBus,
    in work: any UnitOfWork,
    counting counts: inout RowCounts
  ) throws -> Outcome {
    var wasCalledOff = false
    do {
      let outcome = try bus.handle(command, from: origin, in: work)
      if outcome == .applied { return outcome }
      wasCalledOff = outcome == .calledOff
    } catch Refusal.lineDiffers(_, _, _, let isCancelled) {
      wasCalledOff = isCancelled
    } catch Refusal.batchDiffers(let first) {
      guard case .createBatch(let batch) = command, batch.sku == first.sku else {
        throw Refusal.batchDiffers(first: first)
      }
    }
    switch command {
    case .allocate(let order):
      let change = ChangeOrderLineQuantity(line: order.line, isListed: true)
      let outcome = try bus.handle(.changeOrderLineQuantity(change), from: origin, in: work)
      if wasCalledOff, outcome == .applied { counts.revived.note(line: origin.row.line) }
      return outcome
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
