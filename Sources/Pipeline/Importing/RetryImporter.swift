import CSVReading
import ServiceLayer

/// Tries the deferred rows of an earlier import again.
struct RetryImporter {
  let store: any Store
  let bus: MessageBus
  let surroundings: Surroundings

  /// Goes on behind the last row that this retry has tried.
  ///
  /// Where `expiredAfterDays` is set, the rows have their last chance.
  func retry(_ file: inout Import, of first: Import, expiredAfterDays: Int?) throws {
    guard let kind = first.kind else { return }
    let layout = try FileLayout(header: header(of: first), kind: kind)
    let decoder = RowDecoder(layout)
    let handler = RowHandler(bus: bus, importID: file.id, expiredAfterDays: expiredAfterDays)
    file.phase = .loading
    while file.doneRows < file.rows {
      if surroundings.isStopping() {
        throw Stopped(place: " while rows of \(file.name.displayed) were tried again")
      }
      let rows = try store.ledger.deferredRows(
        of: first.id,
        notTriedSince: file.id,
        limit: min(surroundings.chunkRows, 10_000)
      )
      guard !rows.isEmpty else { return }
      try store.transaction { work in
        var counts = file.counts
        // Rows were kept as CSV records: under the header they are a file again.
        let reader = try CSVReader(kept: ByteSource(first.header + rows.flatMap(\.cells)))
        var tried = 0
        while tried < rows.count, let records = try reader.next(atMost: rows.count - tried) {
          tried += records.count
          try handler.handle(records, with: decoder, in: work, counting: &counts) { record in
            rows[record.number - 1].source
          } cells: { record in
            (rows[record.number - 1].cells, rows[record.number - 1].cellCount)
          }
        }
        file.doneRows += rows.count
        file.counts = counts
        try work.ledger.advance(file.id, doneRows: file.doneRows, counts: counts)
      }
      surroundings.reached(.rowsTriedAgain)
    }
  }

  private func header(of first: Import) throws -> [[UInt8]] {
    try CSVReader(kept: ByteSource(first.header)).header?.cells ?? []
  }
}
