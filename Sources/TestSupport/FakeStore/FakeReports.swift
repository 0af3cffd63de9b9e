import Domain
import ServiceLayer

/// The reports of the fake store, made with plain loops.
///
/// Nothing is written while they are read, so several threads can read them.
final class FakeReports: ReportSource, @unchecked Sendable {
  let store: FakeStore

  init(store: FakeStore) { self.store = store }

  func read(_ table: ReportTable, for run: Run, into sink: any ReportSink) throws {
    let rows = rows(table, run)
    let notes = notes(table)
    for (place, row) in rows.enumerated() {
      if table == .backorders { try sink.note(notes[place]) }
      for value in row {
        switch value {
        case .text(let text): try sink.text(text.utf8.span)
        case .number(let number): try sink.number(number)
        case .empty: try sink.empty()
        }
      }
      try sink.endRow()
    }
    if table != .backorders { for note in notes { try sink.note(note) } }
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

  func lines(of orderID: String) -> [OrderLineState] {
    let allocated = placements(of: orderID).map {
      OrderLineState(
        sku: $0.sku,
        quantity: $0.quantity,
        place: .allocated(reference: $0.reference)
      )
    }
    let others = store.memory.model.lines.values.filter {
      $0.line.orderID.rawValue == orderID && ($0.batch == nil || $0.isCancelled)
    }.map {
      OrderLineState(
        sku: $0.line.sku.rawValue,
        quantity: $0.line.quantity,
        place: $0.isCancelled ? .cancelled : .waiting
      )
    }
    return (allocated + others).sorted { $0.sku < $1.sku }
  }

  func nearest(_ kind: NameKind, to name: String) throws -> String? {
    let known =
      switch kind {
      case .sku: store.memory.model.versions.keys.map(\.rawValue)
      case .batch: store.memory.model.batches.keys.map(\.rawValue)
      case .order: store.memory.model.numbers.keys.map(\.orderID.rawValue)
      }
    let sorted = known.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var names = NearNames { text in
      sorted.first { !$0.utf8.lexicographicallyPrecedes(text.utf8) }
    }
    return try names.nearest(to: name)
  }

  private func rows(_ table: ReportTable, _ run: Run) -> [[ReportValue]] {
    switch table {
    case .allocations: allocations
    case .changes: changes
    case .backorders: backorders
    case .stock: stock
    case .shortages: shortages
    case .rejects: rejects(run)
    case .open: open(run)
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
    let position = store.feed.positions[.changesReport] ?? .start
    return store.feed.changes(after: position).map {
      [
        .text($0.line.orderID.rawValue), .text($0.line.sku.rawValue), .number($0.line.quantity),
        .text($0.reference.rawValue), .text($0.kind.rawValue),
      ]
    }
  }

  private var backorders: [[ReportValue]] {
    store.waitingBySku.map { number, stored in
      let acceptedIn = store.tables.find(number.rawValue >> 32)?.run
      let wanted = stored.line.quantity
      let free = free(stored.line.sku)
      return [
        .text(stored.line.orderID.rawValue), .text(stored.line.sku.rawValue), .number(wanted),
        run(acceptedIn), run(stored.since), file(stored.source.importID),
        .number(stored.source.line), .number(free.inAll), .number(free.largest),
        .text(WaitReason(wanted: wanted, free: free.inAll).rawValue),
      ]
    }
  }

  /// The free stock of a sku: the sum, and the largest batch.
  private func free(_ sku: Sku) -> (inAll: Int, largest: Int) {
    let available = store.memory.model.batches(of: sku).map(\.availableQuantity)
    return (available.reduce(0, +), available.max() ?? 0)
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
        .number(free(sku).inAll), .number(free(sku).largest),
      ]
    }
  }

  /// A line for each fault, by file then line.
  private func rejects(_ run: Run) -> [[ReportValue]] {
    func place(_ row: KeptRow) -> (FileName, Int, Int) {
      (
        store.tables.find(row.source.importID)?.name ?? FileName(""), row.source.line,
        row.source.importID
      )
    }
    let imports = Set(store.tables.imports(ofRun: run.id).map(\.id))
    return store.tables.rows { imports.contains($0.triedIn) }.sorted { place($0) < place($1) }
      .flatMap { row in
        row.faults.map {
          [
            file(row.source.importID), .number(row.source.line), .text(row.outcome.rawValue),
            .text($0.code), .text($0.column), .text($0.value), .text($0.reason),
          ]
        }
      }
  }

  /// A line for each fault of a row that is open, oldest first.
  private func open(_ run: Run) -> [[ReportValue]] {
    store.tables.openRows { _ in true }.flatMap { row in
      let came = store.tables.run(ofImport: row.source.importID)
      let rejects = row.outcome == .rejected ? store.tables.find(row.triedIn)?.rejectsFile : nil
      return row.faults.map {
        [
          file(row.source.importID), .number(row.source.line), .text(came?.name ?? ""),
          .number(came.map { run.nights(since: $0) } ?? 0), .text(row.outcome.rawValue),
          .text($0.code), .text($0.column), .text($0.value), .text($0.reason),
          rejects.map { .text($0.displayed) } ?? .empty,
        ]
      }
    }
  }

  private func run(_ id: Int?) -> ReportValue {
    .text(store.tables.runs.first { $0.id == id }?.name ?? "")
  }

  private func file(_ importID: Int) -> ReportValue {
    .text(store.tables.find(importID)?.name.displayed ?? "")
  }
}
