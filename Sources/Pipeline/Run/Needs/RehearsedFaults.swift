import Domain
import ServiceLayer

/// Why rows of a rehearsed run would not be done.
struct RehearsedFaults {
  private let store: any Store
  private let hints: Hints
  /// The most faults that are listed; more would say nothing new.
  private static let most = 10_000

  init(_ store: any Store) {
    self.store = store
    hints = Hints(store.reports)
  }

  /// The faults, by file in the order in which they were taken, and by line.
  func faults(of run: Run) throws -> [FaultyRow] {
    var found: [FaultyRow] = []
    for file in try store.imports.imports(of: run) where found.count < Self.most {
      found += try faults(in: file, atMost: Self.most - found.count)
    }
    return found
  }

  private func faults(in file: FileImport, atMost limit: Int) throws -> [FaultyRow] {
    var rows: [KeptRow] = []
    try store.rows.rejectedRows(triedIn: file.id) { row in
      if rows.count < limit { rows.append(row) }
    }
    rows += try store.rows.deferredRows(
      of: file.retryOf ?? file.id,
      notTriedSince: .max,
      limit: limit
    ).filter { $0.triedIn == file.id }
    return try Array(
      rows.sorted { $0.source.line < $1.source.line }.flatMap { row in
        try row.faults.map { fault in
          FaultyRow(
            fault,
            file: file.name.displayed,
            line: row.source.line,
            outcome: row.outcome.rawValue,
            hint: try hints.hint(code: fault.code, value: fault.value)
          )
        }
      }.prefix(limit)
    )
  }
}
