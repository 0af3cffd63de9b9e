/// Why a command cannot be done; it has changed nothing.
package enum Refusal: Error, Equatable, Sendable {
  case unknownSku(Sku)
  case unknownBatch(BatchReference)
  case unknownLine(OrderID, Sku)
  /// The batch came first with other values (rule 9).
  case batchDiffers(first: CreateBatch)
  /// The line came first with another quantity (rule 9).
  case lineDiffers(OrderLine, firstQuantity: Int)
  case lineIsCancelled(OrderLine)
  case lineIsElsewhere(OrderLine, on: BatchReference)
  case batchHoldsAnotherSku(BatchReference, sku: Sku)
  case doesNotFit(BatchReference, available: Int)

  /// Whether a later file may bring what is missing, so that the row is kept and tried again.
  package var mayPass: Bool {
    switch self {
    case .unknownSku, .unknownBatch, .unknownLine: true
    case .batchDiffers, .lineDiffers, .lineIsCancelled, .lineIsElsewhere, .batchHoldsAnotherSku,
      .doesNotFit:
      false
    }
  }
}
