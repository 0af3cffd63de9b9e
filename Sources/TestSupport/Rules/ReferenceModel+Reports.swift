import Domain
package import ServiceLayer

extension ReferenceModel {
  /// The expected reports.
  package var reports: [ReportTable: [[ReportValue]]] {
    [
      .allocations: allocations, .changes: changes, .backorders: backorders, .stock: stock,
      .shortages: shortages,
    ]
  }

  private var allocations: [[ReportValue]] {
    lines.sorted { ($0.orderID, $0.sku) < ($1.orderID, $1.sku) }.compactMap { line in
      line.batch.map {
        [.text(line.orderID), .text(line.sku), .number(line.quantity), .text(reference($0))]
      }
    }
  }

  private var skus: [String] { Set(batches.map(\.first.sku.rawValue)).sorted() }

  private func waiting(_ sku: String) -> [Line] { lines.filter { $0.isWaiting && $0.sku == sku } }

  private var backorders: [[ReportValue]] {
    skus.flatMap(waiting).map { line in
      let origin = line.origin.split(separator: ":")
      return [
        .text(line.orderID), .text(line.sku), .number(line.quantity), .text(line.ordered),
        .text(line.since), .text(String(origin[0])), .number(Int(origin[1]) ?? 0),
        .number(free(line.sku).reduce(0, +)), .number(free(line.sku).max() ?? 0),
        .text(why(line)),
      ]
    }
  }

  /// The free stock of each batch of a sku.
  package func free(_ sku: String) -> [Int] {
    batches.indices.filter { batches[$0].first.sku.rawValue == sku }.map(available)
  }

  func why(_ line: Line) -> String {
    let free = free(line.sku).reduce(0, +)
    if free == 0 { return "none" }
    return free < line.quantity ? "short" : "split"
  }

  private var stock: [[ReportValue]] {
    batches.indices.sorted { reference($0) < reference($1) }.map { position in
      let batch = batches[position]
      let available = available(position)
      return [
        .text(reference(position)), .text(batch.first.sku.rawValue),
        batch.eta.map(ReportValue.text) ?? .empty, .number(batch.quantity),
        .number(batch.quantity - available), .number(available),
      ]
    }
  }

  private var shortages: [[ReportValue]] {
    skus.filter { !waiting($0).isEmpty }.map { sku in
      [
        .text(sku), .number(waiting(sku).count),
        .number(waiting(sku).reduce(0) { $0 + $1.quantity }),
        .number(free(sku).reduce(0, +)), .number(free(sku).max() ?? 0),
      ]
    }
  }
}
