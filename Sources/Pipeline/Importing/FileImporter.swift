import CSVReading
import Domain
import FileSystem
import ServiceLayer
import SystemPackage

/// Imports one claimed file: reads it once completely, then applies it chunk by chunk.
struct FileImporter {
  let store: any Store
  let bus: MessageBus
  let environment: RunEnvironment
  let settings: Run.Settings
  let custody: Custody
  let far: FarQuantities?

  /// Imports a file up to its outcome; if it was interrupted, continues after the last committed
  /// row.
  ///
  /// - Throws: `InvalidFile`, `UnreadableFile` or `DigestDiffers` if no row took effect;
  ///   `FileChanged` if some may have; any other error ends the run.
  func importFile(_ file: inout FileImport) throws {
    guard file.isUnread else {
      try settings.expectSameRows(of: file)
      return try apply(&file, custody.reopen(file).input)
    }
    let earlier = try file.kind.map {
      try store.imports.imports(named: file.name, kind: $0, before: file.id)
    }
    environment.entered(.reading(file: file.name.displayed))
    let source = try custody.open(file, beginnings: (earlier ?? []).map(\.size))
    defer { source.input.close() }
    try custody.compare(source.digest, withDigestOf: file)
    let chosen = file
    try custody.watching(source.input) {
      try judge(&file, source, earlier: earlier ?? [])
      guard file.state != .duplicate else { return }
      file.beginLoading()
      try store.imports.save(file)
      try apply(&file, source.input)
    } whenChanged: {
      file = chosen
    }
  }

  // MARK: - The first pass

  /// Checks the whole file before any row takes effect.
  private func judge(
    _ file: inout FileImport,
    _ source: Custody.Source,
    earlier: [ImportedBytes]
  ) throws {
    file.sha256 = source.digest.sha256
    file.size = source.digest.size
    if let first = try duplicated(file) {
      return file.recogniseDuplicate(of: first)
    }
    guard let kind = file.kind else { throw InvalidFile.unknownKind(of: file.name) }
    environment.entered(.checking(file: file.name.displayed))
    try readStructure(&file, kind, source.input)
    try noteGrowth(&file, kind, earlier: earlier, source.digest)
  }

  /// The earlier import of the same bytes, unless these bytes state a new fact.
  private func duplicated(_ file: FileImport) throws -> FileImport? {
    guard !settings.again,
      let earlier = try store.imports.newestImport(sha256: file.sha256, before: file.id),
      earlier.rows > 0
    else { return nil }
    // Rejected orders that come back under the name of amendments have another meaning.
    if let kind = file.kind ?? earlier.kind, (kind.statesAFact || file.reading?.amends == true),
      try kind != earlier.kind || wasStatedAnew(file, kind, since: earlier.id)
    {
      return nil
    }
    return earlier
  }

  private func readStructure(
    _ file: inout FileImport,
    _ kind: FileKind,
    _ input: InputFile
  ) throws {
    do {
      let (reader, transcoder) = try FileReading.records(of: input, kind, file.reading)
      let layout = try HeaderBelow.layout(reader, of: input, kind, file.reading)
      guard let header = reader.header else { throw LayoutFault.empty }
      try OverlookedColumn(layout).check(reader)
      try reader.skip(to: .max)
      try file.reading?.expectEncoding(transcoder)
      try file.reading?.expectFewFaults(in: input, kind)
      let counts = reader.counts
      guard counts.records <= LineNumber.mostRows else {
        throw InvalidFile("it has more than \(LineNumber.mostRows) rows: split it")
      }
      file.header = try encode(header.cells)
      file.delimiter = header.delimiter.rawValue
      file.hasByteOrderMark = header.hasByteOrderMark
      file.rows = counts.records
      file.blankRows = counts.blankRecords
      file.unwantedRows = counts.unwantedRecords
      file.endsOpen = counts.lastRecordLacksLineEnd
      if !layout.ignored.isEmpty {
        file.warnings.append(
          "columns ignored: \(layout.ignored.map(\.shown).joined(separator: ", "))"
        )
      }
      if counts.records == 0 { file.warnings.append("there is no row under the header") }
      if file.endsOpen {
        file.warnings.append("the last line has no line end: was the upload complete?")
      }
    } catch let fault as StructureFault {
      throw InvalidFile("\(fault)")
    } catch let fault as LayoutFault {
      throw InvalidFile("\(fault)")
    }
  }

  /// Whether another file, which may state other values, came in between.
  private func wasStatedAnew(
    _ file: FileImport,
    _ kind: FileKind,
    since earlier: Int
  ) throws -> Bool {
    let kinds = file.reading?.amends == true ? [kind] + kind.corrections : [kind]
    return try kinds.contains {
      try store.imports.anotherCame(of: $0, after: earlier, before: file.id)
    }
  }

  /// Finds the longest earlier file with the same name that is the beginning of this file.
  private func noteGrowth(
    _ file: inout FileImport,
    _ kind: FileKind,
    earlier: [ImportedBytes],
    _ digest: FileDigest
  ) throws {
    let beginnings = try earlier.filter { candidate in
      guard candidate.size < digest.size, candidate.size > 0,
        digest.beginnings[candidate.size] == candidate.sha256
      else { return false }
      return try !(kind.statesAFact || file.reading?.amends == true)
        || !wasStatedAnew(file, kind, since: candidate.id)
    }
    guard let found = beginnings.max(by: { ($0.size, $0.id) < ($1.size, $1.id) }),
      let longest = try store.imports.find(found.id),
      // With other rules its rows would be different.
      longest.reading.agrees(with: file.reading),
      try store.runs.run(of: longest)?.settings.rowRules == settings.rowRules
    else { return }
    file.recogniseGrowth(from: longest)
  }

  // MARK: - The second pass

  private func apply(_ file: inout FileImport, _ input: InputFile) throws {
    environment.entered(.importing(file: file.name.displayed))
    do {
      try applyChunks(of: &file, input)
    } catch is StoppedAmongEvents {
      throw stopped(file)
    }
  }

  private func applyChunks(of file: inout FileImport, _ input: InputFile) throws {
    guard let kind = file.kind else { throw InvalidFile.unknownKind(of: file.name) }
    let skipped = SkippedRows()
    let reader =
      try FileReading.records(of: input, kind, file.reading, skipped: skipped).reader
    guard let header = reader.header else { throw LayoutFault.empty }
    let layout = try FileLayout(header: header.cells, kind: kind, file.reading)
    let decoder = RowDecoder(layout)
    let returned = try ReturnedRows(file, header: header.cells, in: store)
    var handler = RowHandler(bus: bus, importID: file.id, returned: returned)
    handler.correcting = Correcting(kind, file.reading, layout, far)
    var chunkRows = 0
    try reader.skip(to: file.doneRows + 1)
    let begun = file
    let amends = file.reading?.amends == true
    var earlier: RepeatedRows? = RepeatedRows(
      amends: amends,
      afterUndoneRows: try hasUndoneRows(file)
    ) { row, body in
      try forEachCommand(of: begun, kind, before: row, decoder, body)
    }
    var readAgain = try rowReadAgain(by: file)
    while file.doneRows < file.rows {
      if environment.isStopping() {
        throw stopped(file)
      }
      chunkRows = self.chunkRows(after: chunkRows, left: file.rows - file.doneRows)
      try store.backgroundTransaction { work in
        if let row = readAgain { try work.rows.forget(row) }
        readAgain = nil
        var counts = file.counts
        var rows = 0
        var keptBytes = 0
        while rows < chunkRows, keptBytes < RowHandler.keptBytesInAChunk,
          let records = try reader.next(atMost: chunkRows - rows)
        {
          rows += records.count
          try handler.handle(
            records,
            with: decoder,
            in: work,
            counting: &counts,
            since: &earlier
          ) { record in
            RowSource(importID: file.id, row: record.number, line: record.line)
          } cells: { record in
            let cells = try record.encoded()
            keptBytes += cells.count
            return (cells, record.count)
          }
        }
        guard rows > 0 else { throw FileChanged() }
        file.doneRows += rows
        file.counts = counts
        try work.rows.advance(file.id, doneRows: file.doneRows, counts: counts)
      }
      environment.reached(.chunkDone)
      environment.progress(
        Progress(file: file.name.displayed, rows: file.rows, doneRows: file.doneRows)
      )
    }
    if let returned { try noteRowsLeftOut(of: &file, returned) }
    if file.unwantedRows > 0 { try note(skipped, of: file, reader) }
  }

  private func stopped(_ file: FileImport) -> Stopped {
    Stopped(place: " at \(file.name.displayed), row \(file.doneRows) of \(file.rows)")
  }

  /// How many rows the next chunk takes; `last` is how many rows the previous chunk took.
  ///
  /// In a large chunk, a batch that many lines use is written once. Chunks are small at both ends
  /// of a file, so that the writing thread starts early and ends soon.
  private func chunkRows(after last: Int, left: Int) -> Int {
    min(environment.chunkRows, left, max(Self.leastChunkRows, min(2 * last, left / 2)))
  }

  private static let leastChunkRows = 5_000
}
