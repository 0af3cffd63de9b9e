/// Why a command was refused; a refused command has changed nothing.
package enum Refusal: Error, Equatable, Sendable {
  case unknownSku(Sku)
  case unknownBatch(BatchReference)
  case unknownLine(OrderID, Sku)
  case unknownOrder(OrderID)
  /// The batch was created with other values (rule 9).
  case batchDiffers(first: CreateBatch)
  /// The order line is known with other quantities, first and today (rule 9).
  case lineDiffers(OrderLine, first: Int, today: Int, isCancelled: Bool)
  /// A known line of the same sku, not cancelled, has an order id that differs only by leading
  /// zeros (rule 11).
  case nearTwin(OrderLine, known: OrderID)
  case lineIsCancelled(OrderLine)
  case lineIsElsewhere(OrderLine, on: BatchReference)
  case batchHoldsAnotherSku(BatchReference, sku: Sku)
  case doesNotFit(BatchReference, available: Int)

  /// Whether a later file may bring what is missing, so that the row is deferred and tried again.
  package var mayPass: Bool {
    switch self {
    case .unknownSku, .unknownBatch, .unknownLine, .unknownOrder: true
    case .batchDiffers, .lineDiffers, .nearTwin, .lineIsCancelled, .lineIsElsewhere,
      .batchHoldsAnotherSku,
      .doesNotFit:
      false
    }
  }
}
