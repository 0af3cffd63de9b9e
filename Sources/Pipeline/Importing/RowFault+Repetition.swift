import Domain
import ServiceLayer

extension RowFault {
  static func lineRepeated(
    _ line: OrderLine,
    first: RepeatedRows.Statement
  ) -> RowFault {
    RowFault(
      .lineRepeated,
      column: "orderid",
      value: line.orderID.rawValue,
      reason: """
        order line '\(line.orderID.rawValue)', '\(line.sku.rawValue)' is already in line \
        \(first.line), \(advice(line, first))
        """
    )
  }

  static func statedTwice(
    _ command: Command,
    first: RepeatedRows.Statement,
    in work: (any UnitOfWork)?
  ) throws -> RowFault {
    let (column, value, fact): (String, String, String)
    switch command {
    case .changeBatchQuantity(let change):
      value = change.reference.rawValue
      (column, fact) = ("ref", "qty of '\(value)'")
    case .changeBatchETA(let change):
      value = change.reference.rawValue
      (column, fact) = ("ref", "eta of '\(value)'")
    case .changeOrderLineQuantity(let change):
      value = change.line.orderID.rawValue
      (column, fact) = ("orderid", "qty of '\(value)', '\(change.line.sku.rawValue)'")
    case .allocate(let order):
      value = order.line.orderID.rawValue
      (column, fact) = ("orderid", "qty of '\(value)', '\(order.line.sku.rawValue)'")
    case .createBatch(let batch):
      value = batch.reference.rawValue
      (column, fact) = ("ref", "qty or eta of '\(value)'")
    default: (column, value, fact) = ("", "", "value")
    }
    return try RowFault(
      .statedTwice,
      column: column,
      value: value,
      reason: """
        line \(first.line) states another \(fact)\(fate(ofFirst: command, in: work)): delete the row \
        that is wrong
        """
    )
  }

  /// The result of the first of two rows, as far as it can be known.
  ///
  /// An earlier row of the same file took effect if its line or batch is known now, since no other
  /// file came in between.
  private static func fate(ofFirst command: Command, in work: (any UnitOfWork)?) throws -> String {
    // A file that is only checked has no effect.
    guard let work else { return "" }
    let isKnown: Bool
    switch command {
    case .changeBatchQuantity(let change): isKnown = try work.knows(.batch(change.reference))
    case .changeBatchETA(let change): isKnown = try work.knows(.batch(change.reference))
    case .changeOrderLineQuantity(let change):
      isKnown =
        try work.products.get(change.line.sku) != nil
        && work.knows(.line(change.line.orderID, change.line.sku))
    case .allocate(let order): isKnown = try work.knows(.line(order.line.orderID, order.line.sku))
    // A batch may be known with another sku.
    default: return ""
    }
    return isKnown ? ", and that one holds" : ", and was not taken either"
  }

  /// What to do with a row that repeats another one.
  private static func advice(_ line: OrderLine, _ first: RepeatedRows.Statement) -> String {
    guard let value = first.value else {
      return """
        in a row with faults: if it is a repeat, correct one of the two and delete the other; if both are \
        meant, correct one and give it the qty of both
        """
    }
    let sum = value + line.quantity
    let both =
      sum > Quantity.largest
      ? "order the rest under another orderid: a line has at most \(Quantity.largest)"
      : "\(sum) in all, put \(line.row(sum)) into an amendments file"
    return """
      with qty \(value): if it is a repeat, delete this row; if both are meant, \(both)
      """
  }
}
