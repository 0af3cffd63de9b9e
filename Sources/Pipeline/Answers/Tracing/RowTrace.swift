import Domain
import ServiceLayer

/// A row of a file, with the names in it.
struct TracedRow {
  let file: FileImport
  let run: Run
  let number: Int
  let line: Int
  let names: RowNames
}

/// Finds the result of one row, and of the rows that came back for it.
struct RowTrace {
  struct Told {
    var outcome: RowAnswer.Outcome
    var rejectsFile: FileName?
    var mended: [RowAnswer.Mended] = []
    /// The names in the row that came back last, or in the row itself.
    var names: RowNames
  }

  let tracing: Tracing
  var store: any Store { tracing.store }
  /// How many times a row is followed, because it may be handed back many times.
  private static let mostRounds = 20

  init(_ tracing: Tracing) { self.tracing = tracing }

  func tell(_ row: TracedRow) throws -> Told { try tell(row, round: 0) }

  private func tell(_ row: TracedRow, round: Int) throws -> Told {
    let retries = try store.answers.retries(of: row.file.id)
    var told = Told(outcome: RowAnswer.Outcome(.untold), names: row.names)
    let kept = try store.answers.keptRow(of: row.file.id, line: row.line)
    let rejected = try kept == nil ? rejection(of: row, retries) : nil
    if let kept {
      told.outcome = outcome(of: kept)
      if kept.outcome == .rejected {
        told.rejectsFile = try store.imports.find(kept.triedIn)?.rejectsFile
      }
    } else if let rejected {
      told.outcome = RowAnswer.Outcome(.rejected, run: rejected.run, faults: rejected.faults)
      told.rejectsFile = rejected.file
    } else {
      told.outcome = try outcomeOfDoneRow(row, retries)
    }
    guard let file = told.rejectsFile, round < Self.mostRounds else { return told }
    for back in try rows(handedBackIn: file, from: row) {
      let next = try tell(back, round: round + 1)
      let place = RowPlace(file: back.file.name.displayed, line: back.line, run: back.run.name)
      told.mended.append(RowAnswer.Mended(row: place, outcome: next.outcome))
      told.mended += next.mended
      told.names = next.names
    }
    return told
  }

  func outcome(of row: KeptRow) -> RowAnswer.Outcome {
    RowAnswer.Outcome(
      row.outcome == .deferred ? .deferred : .rejected,
      run: nil,
      faults: row.faults,
      note: row.outcome == .rejected && !row.isOpen
        ? "it does not have to be corrected any more" : ""
    )
  }

  // MARK: - Rows that were done

  private func outcomeOfDoneRow(
    _ row: TracedRow,
    _ retries: [FileImport]
  ) throws -> RowAnswer.Outcome {
    let file = row.file
    if row.number <= file.skippedRows {
      let earlier = try file.earlier.flatMap { try store.imports.find($0) }
      let run = try earlier.flatMap { try store.runs.run(of: $0) }
      return RowAnswer.Outcome(
        .knownBefore,
        note: "it was known from the shorter file of run \(run?.name ?? ""), and was skipped"
          + (try earlier.map { try stateThere(row.line, $0) } ?? "")
      )
    }
    guard row.number <= file.doneRows else { return RowAnswer.Outcome(.notRead) }
    if let importID = try importThatApplied(row, retries) {
      if try importID == file.id && wasWithdrawn(row) {
        return RowAnswer.Outcome(
          .unchanged,
          note: "it was deferred, and cancelled before the names in it were known"
        )
      }
      let tried = try store.imports.find(importID).flatMap { try store.runs.run(of: $0) }
      return RowAnswer.Outcome(.applied, run: tried?.name)
    }
    return try outcomeWithoutTrace(row, retries)
  }

  /// The open state of a row that a shorter file had; empty if it is not open.
  private func stateThere(_ line: Int, _ earlier: FileImport) throws -> String {
    var file = earlier
    while true {
      if let kept = try store.answers.keptRow(of: file.id, line: line) {
        guard kept.outcome == .rejected else { return "; there it is deferred" }
        let place = try store.imports.find(kept.triedIn)?.rejectsFile
        return kept.isOpen
          ? "; there it was rejected, and waits in rejects/\(place?.displayed ?? "")" : ""
      }
      guard file.state == .grown,
        let before = try file.earlier.flatMap({ try store.imports.find($0) }),
        before.id < file.id
      else { return "" }
      file = before
    }
  }

  /// Whether a row could not be done when it came, because its names became known later or never.
  private func wasWithdrawn(_ row: TracedRow) throws -> Bool {
    guard row.file.kind == .orders || row.file.kind == .allocations else { return false }
    func came(_ batch: KnownBatch?) -> Bool { batch.map { $0.importID < row.file.id } ?? false }
    if let sku = row.names.sku, try !came(store.answers.firstBatch(of: Sku(rawValue: sku))) {
      return true
    }
    guard let reference = row.names.reference else { return false }
    return try !came(store.answers.batch(BatchReference(rawValue: reference)))
  }

  /// The import that applied a row, if that left a trace.
  private func importThatApplied(_ row: TracedRow, _ retries: [FileImport]) throws -> Int? {
    let tries = [row.file.id] + retries.map(\.id)
    if let moved = try store.answers.importThatApplied(row: row.number, among: tries) {
      return moved
    }
    if let orderID = row.names.orderID.map(OrderID.init(rawValue:)) {
      // The first version of the program numbered lines differently.
      let place = "\(row.file.name.displayed):\(row.line), run \(row.run.name)"
      let brought = try store.answers.lines(of: orderID).contains {
        $0.sku == row.names.sku && $0.ordered?.told == place
      }
      if brought { return row.file.id }
      return try store.answers.importThatCancelled(
        orderID,
        importID: row.file.id,
        line: row.line
      )
    }
    guard row.file.kind == .batches, let reference = row.names.reference,
      let batch = try store.answers.batch(BatchReference(rawValue: reference)),
      batch.importID == row.file.id, batch.line == row.line
    else { return nil }
    return row.file.id
  }

  /// The result of a row that left no trace.
  private func outcomeWithoutTrace(
    _ row: TracedRow,
    _ retries: [FileImport]
  ) throws -> RowAnswer.Outcome {
    let tries = [row.file] + retries
    if let gone = try tries.compactMap(\.rejectsFile).first(where: { try !isThere($0) }) {
      return RowAnswer.Outcome(
        .untold,
        note:
          "it may have been rejected, and rejects/\(gone.displayed), which would show that, is gone"
      )
    }
    let unchanged = tries.reduce(-row.file.skippedRows) { $0 + $1.counts.unchanged }
    let applied = tries.reduce(0) { $0 + $1.counts.applied }
    if try applied == 0 || alwaysLeavesTrace(row) {
      return RowAnswer.Outcome(.unchanged, run: row.run.name)
    }
    if unchanged == 0 { return RowAnswer.Outcome(.applied, run: row.run.name) }
    return RowAnswer.Outcome(
      .appliedOrUnchanged,
      run: row.run.name,
      note: "of its file \(applied) were applied and \(unchanged) unchanged; which, was not kept"
    )
  }

  /// Whether an applied row always leaves a trace.
  ///
  /// A cancelled line that is ordered again is a new line, and the row of the old line is
  /// forgotten.
  private func alwaysLeavesTrace(_ row: TracedRow) throws -> Bool {
    guard row.file.kind == .orders, let orderID = row.names.orderID else {
      return row.file.kind == .batches
    }
    let line = try store.answers.lines(of: OrderID(rawValue: orderID))
      .first { $0.sku == row.names.sku }
    return line?.ordered.map { $0.run <= row.run.name } ?? true
  }
}
