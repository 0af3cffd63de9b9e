import CSVReading
import Domain
import ServiceLayer

/// Puts the rows of one import to the bus and tells the ledger what became of each.
struct RowHandler {
  /// A chunk ends where the rows it keeps have so many bytes: a row may have a million of them.
  static let keptBytesInAChunk = 2 << 20

  let bus: MessageBus
  /// The import that tries the rows: their own, or a retry.
  let importID: Int
  /// Where set, rows that would be deferred once more are rejected: they waited so many days.
  var expiredAfterDays: Int?

  /// Handles the rows of a block, and counts what became of each.
  ///
  /// `source` says where a row came from, `cells` how it is kept. All are decoded before the first is
  /// handled, so that the store can look up what they ask for in one go.
  func handle(
    _ records: CSVRecords,
    with decoder: RowDecoder,
    in work: any UnitOfWork,
    counting counts: inout RowCounts,
    source: (CSVRecord) -> RowSource,
    cells: (CSVRecord) throws -> (record: [UInt8], count: Int)
  ) throws {
    // By index: to iterate a collection of another module takes an allocation for each element.
    var commands: [Command?] = []
    commands.reserveCapacity(records.count)
    for index in 0..<records.count { commands.append(decoder.decode(records[index]).command) }
    try work.products.prepare(for: commands)
    for index in 0..<records.count {
      let record = records[index]
      let source = source(record)
      let unsettled =
        if let command = commands[index] {
          try handle(command, from: source, in: work, counting: &counts)
        } else {
          Unsettled(outcome: .rejected, faults: decoder.decode(record).faults)
        }
      guard let unsettled else { continue }
      unsettled.outcome == .deferred ? (counts.deferred += 1) : (counts.rejected += 1)
      let (cells, cellCount) = try cells(record)
      try work.ledger.keep(
        UnsettledRow(
          source: source,
          outcome: unsettled.outcome,
          triedIn: importID,
          cells: cells,
          cellCount: cellCount,
          faults: unsettled.faults
        )
      )
    }
  }

  /// What became of a row that was not done, and why.
  private struct Unsettled {
    let outcome: UnsettledRow.Outcome
    let faults: [RowFault]
  }

  /// Handles one command; nil where it was done.
  private func handle(
    _ command: Command,
    from source: RowSource,
    in work: any UnitOfWork,
    counting counts: inout RowCounts
  ) throws -> Unsettled? {
    work.products.source = source
    do {
      let outcome = try bus.handle(command, in: work)
      outcome == .applied ? (counts.applied += 1) : (counts.unchanged += 1)
      if source.importID != importID { try work.ledger.settle(source) }
      return nil
    } catch let refusal as Refusal {
      let fault = try RowFault(refusal, of: command, in: work.products)
      guard refusal.mayPass else { return Unsettled(outcome: .rejected, faults: [fault]) }
      guard let expiredAfterDays else { return Unsettled(outcome: .deferred, faults: [fault]) }
      return Unsettled(
        outcome: .rejected,
        faults: [fault, .waitedTooLong(days: expiredAfterDays)]
      )
    }
  }
}

extension RowFault {
  fileprivate static func waitedTooLong(days: Int) -> RowFault {
    RowFault(
      .waitedTooLong,
      reason: "tried for \(days) days: mend the row, or drop what it names, and drop it again"
    )
  }
}
