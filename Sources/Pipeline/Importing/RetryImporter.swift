import CSVReading
import Domain
import ServiceLayer

/// Retries the deferred rows of an earlier import.
struct RetryImporter {
  let store: any Store
  let bus: MessageBus
  let environment: RunEnvironment
  let far: FarQuantities?

  /// Continues after the last row that this retry has tried.
  ///
  /// If `expiredAfterDays` is set, this is the last try of the rows.
  func retry(_ file: inout FileImport, of first: FileImport, expiredAfterDays: Int?) throws {
    do {
      try tryAgain(&file, of: first, expiredAfterDays: expiredAfterDays)
    } catch is StoppedAmongEvents {
      throw stopped(file)
    }
  }

  private func stopped(_ file: FileImport) -> Stopped {
    Stopped(place: " while rows of \(file.name.displayed) were tried again")
  }

  private func tryAgain(
    _ file: inout FileImport,
    of first: FileImport,
    expiredAfterDays: Int?
  ) throws {
    guard let kind = first.kind else { return }
    let layout = try FileLayout(header: header(of: first), kind: kind, first.reading)
    let decoder = RowDecoder(layout)
    var handler = RowHandler(bus: bus, importID: file.id, expiredAfterDays: expiredAfterDays)
    handler.correcting = Correcting(kind, first.reading, layout, far)
    var earlier: RepeatedRows?
    environment.entered(.tryingAgain(file: file.name.displayed))
    file.beginLoading()
    while file.doneRows < file.rows {
      if environment.isStopping() {
        throw stopped(file)
      }
      let rows = try store.rows.deferredRows(
        of: first.id,
        notTriedSince: file.id,
        limit: min(environment.chunkRows, 10_000)
      )
      guard !rows.isEmpty else { return }
      try store.backgroundTransaction { work in
        var counts = file.counts
        // Rows were kept as CSV records: under the header they are a file again.
        let reader = try CSVReader(kept: ByteSource(first.header + rows.flatMap(\.cells)))
        var tried = 0
        while tried < rows.count, let records = try reader.next(atMost: rows.count - tried) {
          tried += records.count
          try handler.handle(
            records,
            with: decoder,
            in: work,
            counting: &counts,
            since: &earlier
          ) { record in
            rows[record.number - 1].source
          } cells: { record in
            (rows[record.number - 1].cells, rows[record.number - 1].cellCount)
          }
        }
        file.doneRows += rows.count
        file.counts = counts
        try work.rows.advance(file.id, doneRows: file.doneRows, counts: counts)
      }
      environment.reached(.rowsTriedAgain)
    }
  }

  private func header(of first: FileImport) throws -> [[UInt8]] {
    try CSVReader(kept: ByteSource(first.header)).header?.cells ?? []
  }
}
