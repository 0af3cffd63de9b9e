import Domain
import ServiceLayer

extension RowFault {
  /// Describes a refusal to the person who corrects the row: what is known, where it came from, what
  /// to do.
  init(
    _ refusal: Refusal,
    of command: Command,
    in work: any UnitOfWork
  ) throws {
    switch refusal {
    case .unknownSku(let sku):
      self.init(
        .unknownSku,
        column: "sku",
        value: sku.rawValue,
        reason: "Invalid sku \(sku.rawValue): no batch of it is known yet"
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
    case .unknownOrder(let orderID):
      self.init(
        .unknownLine,
        column: "orderid",
        value: orderID.rawValue,
        reason: "no line of order '\(orderID.rawValue)' is known yet"
      )
    case .batchDiffers(let first):
      let place = try Self.place(work.origins.origin(of: first.reference))
      self.init(
        .batchDiffers,
        column: "ref",
        value: first.reference.rawValue,
        reason: """
          batch '\(first.reference.rawValue)' came first\(place) with sku '\(first.sku.rawValue)', \
          qty \(first.quantity), eta \(first.eta?.description ?? "none"): correct it with a \
          quantities or etas file, then leave this row as it is (it stays listed until it is too old \
          or comes back corrected); give new stock a ref of its own
          """
      )
    case .lineDiffers(let line, let first, let today, let isCancelled):
      let place = try Self.place(work.origins.origin(of: line.orderID, line.sku))
      let state =
        isCancelled ? " and is cancelled" : today == first ? "" : " and has qty \(today) today"
      self.init(
        .lineDiffers,
        column: "qty",
        value: String(line.quantity),
        reason: """
          order line '\(line.orderID.rawValue)', '\(line.sku.rawValue)' came first\(place) with \
          qty \(first)\(state): to \(isCancelled ? "order it again" : "change it"), put \
          \(line.row(line.quantity)) into an amendments file
          """
      )
    case .nearTwin(let line, let known):
      let place = try Self.place(work.origins.origin(of: known, line.sku))
      self.init(
        .nearTwin,
        column: "orderid",
        value: line.orderID.rawValue,
        reason: """
          order line '\(known.rawValue)', '\(line.sku.rawValue)' is known\(place), and this orderid \
          differs only by leading zeros: if a spreadsheet has changed it, write the original one; if \
          '\(known.rawValue)' is the wrong one, cancel that line and drop this row again; if both are \
          meant, give this order another orderid
          """
      )
    case .lineIsCancelled(let line):
      self.init(
        .lineCancelled,
        column: "orderid",
        value: line.orderID.rawValue,
        reason: """
          order line '\(line.orderID.rawValue)', '\(line.sku.rawValue)' is cancelled: to order it \
          again, put \(line.row(line.quantity)) into an amendments file
          """
      )
    case .lineIsElsewhere(let line, let reference):
      self.init(
        .lineElsewhere,
        column: "orderid",
        value: line.orderID.rawValue,
        reason: """
          order line '\(line.orderID.rawValue)', '\(line.sku.rawValue)' is already allocated to \
          batch '\(reference.rawValue)' and is not moved
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
          batch '\(reference.rawValue)' has only \(available) available: name another batch, or put \
          the line into an orders file
          """
      )
    }
  }

  /// The column in which the row that asked for the command names its batch.
  private static func columnOfBatch(in command: Command) -> String {
    if case .allocateTo = command { return Column.batchReference.rawValue }
    return Column.reference.rawValue
  }

  private static func place(_ origin: FilePosition?) -> String {
    origin.map { " (\($0))" } ?? ""
  }
}

extension OrderLine {
  /// The row of an amendments file that gives the line a quantity.
  func row(_ quantity: Int) -> String {
    func cell(_ text: String) -> String {
      guard text.utf8.contains(where: { ",;|\"".utf8.contains($0) }) else { return text }
      return "\"\(text.replacing("\"", with: "\"\""))\""
    }
    return "\(cell(orderID.rawValue)),\(cell(sku.rawValue)),\(quantity)"
  }
}
