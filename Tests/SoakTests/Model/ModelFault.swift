import Domain
import Foundation
import ServiceLayer

/// The faults of a row, as rejects.csv must show them; an escaped value is not predicted.
struct ModelFault: Equatable {
  let code: String
  var column = ""
  var value: String? = ""
}

extension ModelFault {
  /// The fault of a row about the same thing as an earlier row of its file.
  init?(repeating command: Command, after stated: inout [String: Int]) {
    let (key, value): (String, Int)
    switch command {
    case .allocate(let order):
      (key, value) = ("\(order.line.orderID.rawValue)\n\(order.line.sku.rawValue)", 0)
      guard stated.updateValue(value, forKey: key) != nil else { return nil }
      self.init(code: "line-repeated", column: "orderid", value: order.line.orderID.rawValue)
      return
    case .changeBatchQuantity(let change):
      (key, value) = (change.reference.rawValue, change.quantity)
    case .changeBatchETA(let change):
      (key, value) = (change.reference.rawValue, change.eta.hashValue)
    case .changeOrderLineQuantity(let change):
      let line = change.line
      let stands = "\(line.orderID.rawValue)\n\(line.sku.rawValue)"
      guard let first = stated[stands] else {
        stated[stands] = line.quantity
        return nil
      }
      guard first != line.quantity else { return nil }
      self.init(code: "stated-twice", column: "orderid", value: line.orderID.rawValue)
      return
    default: return nil
    }
    guard let first = stated[key] else {
      stated[key] = value
      return nil
    }
    guard first != value else { return nil }
    self.init(code: "stated-twice", column: "ref", value: key)
  }

  init(_ refusal: Refusal, of command: Command) {
    switch refusal {
    case .unknownSku(let sku):
      self.init(code: "unknown-sku", column: "sku", value: sku.rawValue)
    case .unknownBatch(let reference):
      var column = "ref"
      if case .allocateTo = command { column = "batchref" }
      self.init(code: "unknown-batch", column: column, value: reference.rawValue)
    case .unknownLine(let orderID, _), .unknownOrder(let orderID):
      self.init(code: "unknown-line", column: "orderid", value: orderID.rawValue)
    case .batchDiffers(let first):
      self.init(code: "batch-differs", column: "ref", value: first.reference.rawValue)
    case .lineDiffers(let line, _, _, _):
      self.init(code: "line-differs", column: "qty", value: String(line.quantity))
    case .nearTwin(let line, _):
      self.init(code: "near-twin", column: "orderid", value: line.orderID.rawValue)
    case .lineIsCancelled(let line):
      self.init(code: "line-cancelled", column: "orderid", value: line.orderID.rawValue)
    case .lineIsElsewhere(let line, _):
      self.init(code: "line-elsewhere", column: "orderid", value: line.orderID.rawValue)
    case .batchHoldsAnotherSku(let reference, _):
      self.init(code: "other-sku", column: "batchref", value: reference.rawValue)
    case .doesNotFit(let reference, _):
      self.init(code: "does-not-fit", column: "batchref", value: reference.rawValue)
    }
  }
}
