import Domain
import SafeText
import ServiceLayer

extension Tracing {
  /// The state today of the line or batch that a row names; nil if it is not known.
  func today(_ names: RowNames, _ file: FileImport) throws -> String? {
    switch file.kind {
    case .batches, .quantities, .etas: try names.reference.flatMap(todayOfBatch)
    default: try names.orderID.flatMap { try todayOfLines($0, names.sku) }
    }
  }

  private func todayOfBatch(_ reference: String) throws -> String? {
    guard let known = try store.answers.batch(BatchReference(rawValue: reference)) else {
      return nil
    }
    let batch = known.batch
    return """
      \(shown(reference)): \(batch.purchased) bought, \(batch.available) free, \
      \(batch.eta.map { "eta \($0)" } ?? "in the warehouse")
      """
  }

  private func todayOfLines(_ orderID: String, _ sku: String?) throws -> String? {
    let lines = try store.answers.lines(of: OrderID(rawValue: orderID))
      .filter { sku == nil || $0.sku == sku }
    guard !lines.isEmpty else { return nil }
    return lines.map { line in
      let name = sku == nil ? "\(shown(line.sku)) " : ""
      return name + line.place.told
    }.joined(separator: ", ")
  }

  private func shown(_ text: String) -> String { escaped(text.utf8, atMost: 120) }
}

extension LineToday.Place {
  fileprivate var told: String {
    switch self {
    case .allocated(let batch):
      "allocated to \(escaped(batch.reference.utf8, atMost: 120))"
    case .waiting(let queue): "waits since run \(queue.since)"
    case .cancelled(let row, _): "cancelled" + (row.map { " by \($0.told)" } ?? "")
    }
  }
}
