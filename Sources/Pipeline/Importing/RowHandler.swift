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
    let commands = records.map { decoder.decode($0).command }
    try work.products.prepare(for: commands)
    for (record, command) in zip(records, commands) {
      try handle(
        command.map(DecodedRow.command) ?? decoder.decode(record),
        from: source(record),
        in: work,
        counting: &counts
      ) { try cells(record) }
    }
  }

  /// Handles one row, and counts what became of it.
  ///
  /// `cells` gives the row as it came; it is asked only where the row is kept.
  private func handle(
    _ row: DecodedRow,
    from source: RowSource,
    in work: any UnitOfWork,
    counting counts: inout RowCounts,
    cells: () throws -> (record: [UInt8], count: Int)
  ) throws {
    work.products.source = source
    var deferral: RowFault?
    var faults: [RowFault] = []
    switch row {
    case .faults(let found): faults = found
    case .command(let command):
      do {
        let outcome = try bus.handle(command, in: work)
        outcome == .applied ? (counts.applied += 1) : (counts.unchanged += 1)
        if source.importID != importID { try work.ledger.settle(source) }
        return
      } catch let refusal as Refusal {
        let fault = try RowFault(refusal, of: command, in: work.products)
        if refusal.mayPass { deferral = fault } else { faults = [fault] }
      }
    }
    if let deferral {
      faults = [deferral]
      if let expiredAfterDays { faults.append(.waitedTooLong(days: expiredAfterDays)) }
    }
    let isDeferred = deferral != nil && expiredAfterDays == nil
    isDeferred ? (counts.deferred += 1) : (counts.rejected += 1)
    let (record, count) = try cells()
    try work.ledger.keep(
      UnsettledRow(
        source: source,
        outcome: isDeferred ? .deferred : .rejected,
        triedIn: importID,
        cells: record,
        cellCount: count,
        faults: faults
      )
    )
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
