import Domain
import ServiceLayer

/// The reports of the fake store: the tables of design.md, section 5, made by plain loops.
///
/// They are read while nothing is written, and so by several threads at once.
final class FakeReports: ReportSource, @unchecked Sendable {
  private let store: FakeStore

  init(store: FakeStore) { self.store = store }

  func read(
    _ table: ReportTable,
    for run: Run,
    _ row: (UnsafeBufferPointer<ReportCell>) throws -> Void
  ) throws {
    for values in rows(table, run) { try lend(values[...], cells: [], row) }
  }

  func placements(of orderID: String) -> [Placement] {
    store.view.filter { $0.key.orderID.rawValue == orderID }.sorted { $0.key < $1.key }
      .map {
        Placement(
          orderID: orderID,
          sku: $0.key.sku.rawValue,
          quantity: $0.value.quantity,
          reference: $0.value.reference
        )
      }
  }

  private func rows(_ table: ReportTable, _ run: Run) -> [[ReportValue]] {
    switch table {
    case .allocations: allocations
    case .changes: changes
    case .backorders: backorders
    case .stock: stock
    case .shortages: shortages
    case .rejects: unsettled { $0.wasTried(in: store.tables.imports(ofRun: run.id)) }
    case .unsettled:
      unsettled {
        $0.outcome == .deferred || $0.wasTried(in: store.tables.imports(ofRun: run.id))
      }
    }
  }

  private var allocations: [[ReportValue]] {
    store.view.sorted { $0.key < $1.key }.map {
      [
        .text($0.key.orderID.rawValue), .text($0.key.sku.rawValue), .number($0.value.quantity),
        .text($0.value.reference),
      ]
    }
  }

  private var changes: [[ReportValue]] {
    store.changes.map {
      [
        .text($0.placement.orderID), .text($0.placement.sku), .number($0.placement.quantity),
        .text($0.placement.reference), .text($0.change),
      ]
    }
  }

  private var backorders: [[ReportValue]] {
    let waiting = store.memory.model.backorders.sorted {
      ($0.stored.line.sku.rawValue, $0.number) < ($1.stored.line.sku.rawValue, $1.number)
    }
    return waiting.map { _, stored in
      let since = store.tables.runs.first { $0.id == stored.since }?.name ?? ""
      return [
        .text(stored.line.orderID.rawValue), .text(stored.line.sku.rawValue),
        .number(stored.line.quantity), .text(since), file(stored.source.importID),
        .number(stored.source.line),
      ]
    }
  }

  private var stock: [[ReportValue]] {
    store.memory.model.batches.sorted { $0.key.rawValue < $1.key.rawValue }.map {
      [
        .text($0.key.rawValue), .text($0.value.first.sku.rawValue),
        $0.value.batch.eta.map { .text($0.description) } ?? .empty,
        .number($0.value.batch.purchasedQuantity), .number($0.value.batch.allocatedQuantity),
        .number($0.value.batch.availableQuantity),
      ]
    }
  }

  private var shortages: [[ReportValue]] {
    let waiting = Dictionary(grouping: store.memory.model.backorders, by: \.stored.line.sku)
    return waiting.sorted { $0.key.rawValue < $1.key.rawValue }.map { sku, lines in
      [
        .text(sku.rawValue), .number(lines.count),
        .number(lines.reduce(0) { $0 + $1.stored.line.quantity }),
        .number(store.memory.model.batches(of: sku).reduce(0) { $0 + $1.availableQuantity }),
      ]
    }
  }

  /// A line for each fault, by file then line.
  private func unsettled(_ isWanted: (UnsettledRow) -> Bool) -> [[ReportValue]] {
    func place(_ row: UnsettledRow) -> (FileName, Int, Int) {
      (
        store.tables.find(row.source.importID)?.name ?? FileName(""), row.source.line,
        row.source.importID
      )
    }
    return store.tables.rows(where: isWanted).sorted { place($0) < place($1) }.flatMap { row in
      row.faults.map {
        [
          file(row.source.importID), .number(row.source.line), .text(row.outcome.rawValue),
          .text($0.code), .text($0.column), .text($0.value), .text($0.reason),
        ]
      }
    }
  }

  private func file(_ importID: Int) -> ReportValue {
    .text(store.tables.find(importID)?.name.displayed ?? "")
  }

  /// Makes cells of the values one inside the other, as their bytes live only in a closure.
  private func lend(
    _ values: ArraySlice<ReportValue>,
    cells: [ReportCell],
    _ row: (UnsafeBufferPointer<ReportCell>) throws -> Void
  ) throws {
    guard let value = values.first else { return try cells.withUnsafeBufferPointer(row) }
    let rest = values.dropFirst()
    switch value {
    case .number(let number): try lend(rest, cells: cells + [.number(number)], row)
    case .empty: try lend(rest, cells: cells + [.empty], row)
    case .text(let text):
      try Array(text.utf8).withUnsafeBufferPointer { bytes in
        try lend(rest, cells: cells + [.text(bytes)], row)
      }
    }
  }
}

extension UnsettledRow {
  fileprivate func wasTried(in imports: [Import]) -> Bool {
    imports.contains { $0.id == triedIn }
  }
}
