import Domain
import ServiceLayer

extension FileKind {
  /// The columns of this kind, in the order of `Command.cells`.
  func header(of commands: [Command]) -> [String] {
    if case .cancelOrder = commands.first { return ["orderid"] }
    return switch self {
    case .batches: ["ref", "sku", "qty", "eta"]
    case .quantities: ["ref", "qty"]
    case .etas: ["ref", "eta"]
    case .allocations: ["orderid", "sku", "qty", "batchref"]
    case .orders, .amendments: ["orderid", "sku", "qty"]
    case .cancellations: ["orderid", "sku"]
    }
  }
}

extension Command {
  /// The command as the row that asks for it.
  var cells: [String] {
    switch self {
    case .createBatch(let batch):
      texts + [String(batch.quantity), batch.eta?.description ?? ""]
    case .changeBatchQuantity(let change): texts + [String(change.quantity)]
    case .changeBatchETA(let change): texts + [change.eta?.description ?? ""]
    case .allocateTo(let allocation):
      allocation.line.texts + [
        String(allocation.line.quantity), allocation.reference.rawValue,
      ]
    case .allocate(let order): texts + [String(order.line.quantity)]
    case .changeOrderLineQuantity(let change): texts + [String(change.line.quantity)]
    case .cancelOrderLine, .cancelOrder: texts
    }
  }

  /// The texts that a row was accepted with.
  var texts: [String] {
    switch self {
    case .createBatch(let batch): [batch.reference.rawValue, batch.sku.rawValue]
    case .changeBatchQuantity(let change): [change.reference.rawValue]
    case .changeBatchETA(let change): [change.reference.rawValue]
    case .allocateTo(let allocation): allocation.line.texts + [allocation.reference.rawValue]
    case .allocate(let order): order.line.texts
    case .changeOrderLineQuantity(let change): change.line.texts
    case .cancelOrderLine(let line): [line.orderID.rawValue, line.sku.rawValue]
    case .cancelOrder(let order): [order.orderID.rawValue]
    }
  }
}

extension OrderLine {
  fileprivate var texts: [String] { [orderID.rawValue, sku.rawValue] }
}

extension String {
  /// Whether a terminal, a log and a report only show the text, on one line.
  package var isHarmless: Bool {
    unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: false
      default: true
      }
    }
  }
}
