import Domain
import ServiceLayer

extension RowFault {
  /// Words a refusal for the person who mends the row: what holds, where it came from, what to do.
  init(
    _ refusal: Refusal,
    of command: Command,
    in products: any ProductRepository
  ) throws {
    switch refusal {
    case .unknownSku(let sku):
      try self.init(
        .unknownSku,
        column: "sku",
        value: sku.rawValue,
        reason: "Invalid sku \(sku.rawValue): no batch of it is known yet"
          + Self.spreadsheetHint(for: sku, in: products)
      )
    case .unknownBatch(let reference):
      self.init(
        .unknownBatch,
        column: Self.columnOfBatch(in: command),
        value: reference.rawValue,
        reason: "batch '\(reference.rawValue)' is not known yet"
      )
    case .unknownLine(let orderID, let sku):
      self.init(
        .unknownLine,
        column: "orderid",
        value: orderID.rawValue,
        reason: "order line '\(orderID.rawValue)', '\(sku.rawValue)' is not known yet"
      )
    case .batchDiffers(let first):
      let place = try Self.place(products.origin(of: first.reference))
      self.init(
        .batchDiffers,
        column: "ref",
        value: first.reference.rawValue,
        reason: """
          batch '\(first.reference.rawValue)' came first\(place) with sku '\(first.sku.rawValue)', \
          qty \(first.quantity), eta \(first.eta?.description ?? "none"): correct it with a \
          quantities or etas file, or give new stock a ref of its own
          """
      )
    case .lineDiffers(let line, let quantity):
      let place = try Self.place(products.origin(of: line.orderID, line.sku))
      self.init(
        .lineDiffers,
        column: "qty",
        value: String(line.quantity),
        reason: """
          order line '\(line.orderID.rawValue)', '\(line.sku.rawValue)' came first\(place) with \
          qty \(quantity): cancel it and order the new quantity under another orderid
          """
      )
    case .lineIsCancelled(let line):
      self.init(
        .lineCancelled,
        column: "orderid",
        value: line.orderID.rawValue,
        reason: """
          order line '\(line.orderID.rawValue)', '\(line.sku.rawValue)' is cancelled: order again \
          under another orderid
          """
      )
    case .lineIsElsewhere(let line, let reference):
      self.init(
        .lineElsewhere,
        column: "orderid",
        value: line.orderID.rawValue,
        reason: """
          order line '\(line.orderID.rawValue)', '\(line.sku.rawValue)' is allocated to batch \
          '\(reference.rawValue)' already and is not moved
          """
      )
    case .batchHoldsAnotherSku(let reference, let sku):
      self.init(
        .otherSku,
        column: "batchref",
        value: reference.rawValue,
        reason: """
          batch '\(reference.rawValue)' is of sku '\(sku.rawValue)': name a batch of the line's \
          own sku
          """
      )
    case .doesNotFit(let reference, let available):
      self.init(
        .doesNotFit,
        column: "batchref",
        value: reference.rawValue,
        reason: """
          batch '\(reference.rawValue)' has \(available) available, too few: name another batch, \
          or leave the choice to an orders file
          """
      )
    }
  }

  /// The column in which the row that asked for the command names its batch.
  private static func columnOfBatch(in command: Command) -> String {
    if case .allocateTo = command { return Column.batchReference.rawValue }
    return Column.reference.rawValue
  }

  private static func place(_ origin: RowOrigin?) -> String {
    origin.map { " (\($0))" } ?? ""
  }
}
