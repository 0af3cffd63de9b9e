import CSVReading
import Domain
import ServiceLayer

/// Sends the rows of one import to the bus and records the outcome of each in the ledger.
struct RowHandler {
  /// A chunk ends when its kept rows reach this many bytes; one row may have a million.
  static let keptBytesInAChunk = 2 << 20

  let bus: MessageBus
  /// The import that handles the rows: their own, or a retry.
  let importID: Int
  /// If set, rows that would be deferred again are rejected, because they have waited this many
  /// days.
  var expiredAfterDays: Int?
  /// Set if the file is a returned rejects file: its rows close the rows that they correct.
  var returned: ReturnedRows?
  /// Set if rows may correct known values.
  var correcting: Correcting?

  /// Handles the rows of a block, and counts their outcomes.
  ///
  /// `earlier` are the rows of the file that were handled before; nil for a retry. `source` returns
  /// where a row came from, `cells` its stored form. All rows are decoded before the first is
  /// handled, so that the store can look up their lines in one query.
  func handle(
    _ records: CSVRecords,
    with decoder: RowDecoder,
    in work: any UnitOfWork,
    counting counts: inout RowCounts,
    since earlier: inout RepeatedRows?,
    source: (CSVRecord) -> RowSource,
    cells: (CSVRecord) throws -> (record: [UInt8], count: Int)
  ) throws {
    // By index: iterating over a collection of another module allocates for each element.
    var commands: [Command?] = []
    commands.reserveCapacity(records.count)
    for index in 0..<records.count { commands.append(decoder.decode(records[index]).command) }
    try work.prepare(for: commands)
    for index in 0..<records.count {
      let record = records[index]
      let source = source(record)
      // If it is rejected again, its new version is the open row.
      if let returned, let line = returned.line(of: record) {
        try work.rows.close(line: line, rejectedIn: returned.rejectedIn)
      }
      let loss = returned?.loss(of: record, readBy: decoder)
      guard let command = commands[index].take(), loss == nil else {
        let faults = (loss?.faults ?? []) + decoder.decode(record).faults
        if loss == nil, let key = decoder.key(of: record) { earlier?.note(key, at: source) }
        let unsettled = Unsettled.rejected(faults, of: loss?.key)
        try keep(record, unsettled, source, decoder, work, &counts, cells)
        continue
      }
      do {
        try handle(command, from: source, in: work, counting: &counts, since: &earlier)
      } catch let unsettled as Unsettled {
        try keep(record, unsettled, source, decoder, work, &counts, cells)
      }
    }
  }

  /// Keeps a row that was not done, and counts it.
  private func keep(
    _ record: CSVRecord,
    _ unsettled: Unsettled,
    _ source: RowSource,
    _ decoder: RowDecoder,
    _ work: any UnitOfWork,
    _ counts: inout RowCounts,
    _ cells: (CSVRecord) throws -> (record: [UInt8], count: Int)
  ) throws {
    var awaited: RowKey?
    if unsettled.outcome == .deferred {
      counts.deferred += 1
    } else {
      counts.rejected += 1
      let key = unsettled.key ?? decoder.key(of: record)
      awaited = try key.map(work.knows) == false ? key : nil
    }
    let (cells, cellCount) = try cells(record)
    try work.rows.keep(
      KeptRow(
        source: source,
        outcome: unsettled.outcome,
        triedIn: importID,
        cells: cells,
        cellCount: cellCount,
        faults: unsettled.faults,
        awaited: awaited,
        deferredLine: unsettled.deferredLine
      )
    )
  }

  /// The outcome of a row that was not done, and why.
  ///
  /// It is thrown, as a refusal is, so that rows that are done take a short path.
  private struct Unsettled: Error {
    let outcome: KeptRow.Outcome
    let faults: [RowFault]
    /// The line that a deferred row will create.
    var deferredLine: OrderLine?
    /// The line or batch of the row, if its cells no longer name it.
    var key: RowKey?

    static func rejected(_ faults: [RowFault], of key: RowKey? = nil) -> Self {
      Self(outcome: .rejected, faults: faults, key: key)
    }

    static func deferred(_ line: OrderLine?, _ fault: RowFault) -> Self {
      Self(outcome: .deferred, faults: [fault], deferredLine: line)
    }
  }

  /// Handles one command.
  ///
  /// - Throws: `Unsettled` if it was not done; any other error ends the unit of work.
  private func handle(
    _ command: Command,
    from source: RowSource,
    in work: any UnitOfWork,
    counting counts: inout RowCounts,
    since earlier: inout RepeatedRows?
  ) throws {
    if let fault = try earlier?.refuseBeforehand(command, at: source, in: work) {
      throw Unsettled.rejected([fault])
    }
    do {
      let origin = Origin(source, triedIn: importID)
      let outcome =
        try correcting?.handle(command, from: origin, with: bus, in: work, counting: &counts)
        ?? bus.handle(command, from: origin, in: work)
      let isApplied = outcome == .applied
      if !isApplied, let fault = try earlier?.refuseKnown(command, at: source) {
        throw Unsettled.rejected([fault])
      }
      isApplied ? (counts.applied += 1) : (counts.unchanged += 1)
      if outcome == .calledOff { counts.calledOff.note(line: source.line) }
      if source.importID != importID { try work.rows.forget(source) }
    } catch let refusal as Refusal {
      if let fault = try earlier?.refuseKnown(command, at: source) {
        throw Unsettled.rejected([fault])
      }
      let fault = try RowFault(refusal, of: command, in: work)
      guard refusal.mayPass else { throw Unsettled.rejected([fault]) }
      guard let expiredAfterDays else { throw Unsettled.deferred(command.newLine, fault) }
      throw Unsettled.rejected([fault, .waitedTooLong(days: expiredAfterDays)])
    }
  }
}

extension RowFault {
  fileprivate static func waitedTooLong(days: Int) -> RowFault {
    RowFault(
      .waitedTooLong,
      reason: "tried for \(days) days: correct the row, or drop what it names, and drop it again"
    )
  }
}
