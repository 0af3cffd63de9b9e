import Domain
import ServiceLayer

/// The ledger of nights in memory.
final class FakeNightLedger: NightLedger {
  private let store: FakeStore

  init(store: FakeStore) { self.store = store }

  func nights(before run: Run, limit: Int, withChangesSince first: Int) -> [Night] {
    let nights = store.tables.runs.reversed().filter { $0.id < run.id }.compactMap { earlier in
      store.tables.nights[earlier.id].map { numbers in
        var numbers = numbers
        if earlier.id < first { numbers.changes = NightChanges() }
        return Night(
          id: earlier.id,
          run: earlier.name,
          started: earlier.started,
          numbers: numbers
        )
      }
    }
    return Array(nights.prefix(limit))
  }

  func rows(upTo run: Run) -> [FileKind: RowCounts] {
    let last = store.tables.lastPublished(before: run)
    var rows: [FileKind: RowCounts] = [:]
    for file in store.tables.imports where file.run > last && file.run <= run.id {
      guard let kind = file.kind, file.state.wasRead else { continue }
      rows[kind, default: RowCounts()] += file.counts
    }
    return rows
  }

  func starts(since time: Int, upTo run: Run) -> [NightStart] {
    store.tables.runs.filter { $0.command == .run && $0.id <= run.id && $0.started >= time }
      .map { NightStart(run: $0.id, started: $0.started) }
  }

  func arrivals(since time: Int, upTo run: Run) -> [Arrival] {
    store.tables.imports.compactMap { file in
      guard let taken = store.tables.run(ofImport: file.id), taken.id <= run.id,
        taken.started >= time, file.isDecided, !file.isRetry, file.state != .gone
      else { return nil }
      let first = file.state == .duplicate ? file.earlier.flatMap(store.tables.find) : nil
      return Arrival(
        name: file.name,
        run: taken.id,
        runName: taken.name,
        started: taken.started,
        state: file.state,
        newRows: file.state.wasImported ? file.rows - file.skippedRows : 0,
        first: first.map { first in
          Arrival.First(
            name: first.name,
            runName: store.tables.run(ofImport: first.id)?.name ?? ""
          )
        }
      )
    }
  }

  func lastArrivals(since time: Int, upTo run: Run) -> [FileName: Int] {
    var last: [FileName: Int] = [:]
    for arrival in arrivals(since: time, upTo: run) where arrival.state != .held {
      last[arrival.name] = max(last[arrival.name] ?? .min, arrival.started)
    }
    return last
  }

  func demand(since first: Int, naming most: Int) -> Demand {
    var units = store.memory.model.ordered
    for (run, night) in store.tables.orderedUnits where run >= first {
      units.merge(night, uniquingKeysWith: +)
    }
    var demand = Demand(naming: most)
    for (sku, ordered) in units {
      let available = store.memory.model.batches(of: sku).map(\.availableQuantity)
      demand.add(sku.rawValue, ordered: ordered, free: available.reduce(0, +))
    }
    return demand
  }
}

extension LedgerTables {
  /// The id of the last run before another whose reports were published; 0 if there is none.
  func lastPublished(before run: Run) -> Int {
    runs.last { $0.id < run.id && $0.isPublished }?.id ?? 0
  }
}
