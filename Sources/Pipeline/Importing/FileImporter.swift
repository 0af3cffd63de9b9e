import CSVReading
import FileSystem
import ServiceLayer
import SystemPackage

/// Imports one claimed file: reads it through once, then applies it chunk by chunk.
struct FileImporter {
  let store: any Store
  let bus: MessageBus
  let surroundings: Surroundings
  let settings: Run.Settings

  /// Brings a file as far as its outcome; where it was interrupted, it goes on behind the last
  /// committed row.
  ///
  /// - Throws: `FileRefusal` where no row took effect; `RefusedFile` or `FileChanged` where some may
  ///   have; anything else ends the run.
  func importFile(_ file: inout Import, at path: FilePath) throws {
    let input = try InputFile(path)
    defer { input.close() }
    // Whatever is read from here on must be of one and the same state of the file.
    let status = try input.status()
    if file.phase == .chosen {
      try check(&file, input, status)
      guard file.state != .duplicate else { return }
      file.phase = .loading
      try store.ledger.save(file)
    } else {
      let digest = try FileDigest(of: input, beginnings: [])
      // Its done rows are counted as records are read here: a program that reads them otherwise must
      // not go on with a file that an older one left half-done.
      guard digest.sha256 == file.sha256 else { throw FileChanged() }
    }
    do {
      try apply(&file, input, status)
    } catch is StructureFault {
      // It had none when it was read through.
      throw FileChanged()
    }
  }

  // MARK: - The first pass

  /// Comes to a verdict on the file, which counts only if nobody has written to it meanwhile.
  ///
  /// Whoever opened it before it was claimed can write still: even a duplicate may become more.
  private func check(_ file: inout Import, _ input: InputFile, _ status: FileStatus) throws {
    let chosen = file
    let verdict = Result { try judge(&file, input) }
    guard try input.status() == status, try input.writers() != .some else {
      file = chosen
      throw FileChanged()
    }
    try verdict.get()
  }

  private func judge(_ file: inout Import, _ input: InputFile) throws {
    let earlier = try file.kind.map {
      try store.ledger.imports(named: file.name, kind: $0, before: file.id)
    }
    let digest = try FileDigest(of: input, beginnings: (earlier ?? []).map(\.size))
    file.sha256 = digest.sha256
    file.size = digest.size
    if let first = try duplicated(file) {
      file.state = .duplicate
      file.earlier = first.id
      return
    }
    guard let kind = file.kind else { throw FileRefusal.unknownKind }
    try readStructure(&file, kind, input)
    try noteGrowth(&file, kind, earlier: earlier ?? [], digest)
  }

  /// The earlier import of the same bytes, unless these state a new fact (design.md, section 4).
  private func duplicated(_ file: Import) throws -> Import? {
    guard !settings.again,
      let earlier = try store.ledger.newestImport(sha256: file.sha256, before: file.id),
      earlier.rows > 0
    else { return nil }
    if let kind = file.kind ?? earlier.kind, kind.statesAFact,
      try store.ledger.anotherCame(of: kind, after: earlier.id, before: file.id)
    {
      return nil
    }
    return earlier
  }

  private func readStructure(
    _ file: inout Import,
    _ kind: FileKind,
    _ input: InputFile
  ) throws {
    do {
      let reader = try reader(of: input, kind)
      guard let header = reader.header else { throw LayoutFault.empty }
      let layout = try FileLayout(header: header.cells, kind: kind)
      try reader.skip(to: .max)
      let counts = reader.counts
      file.header = try encode(header.cells)
      file.delimiter = header.delimiter.rawValue
      file.rows = counts.records
      file.blankRows = counts.blankRecords
      file.endsOpen = counts.lastRecordLacksLineEnd
      if !layout.ignored.isEmpty {
        file.warnings.append("columns ignored: \(layout.ignored.joined(separator: ", "))")
      }
      if counts.records == 0 { file.warnings.append("there is no row under the header") }
      if file.endsOpen {
        file.warnings.append("the last line has no line end: was the upload complete?")
      }
    } catch let fault as StructureFault {
      throw FileRefusal("\(fault)")
    } catch let fault as LayoutFault {
      throw FileRefusal("\(fault)")
    }
  }

  /// Sees whether the file begins with the whole of an earlier one of its name; the longest counts.
  private func noteGrowth(
    _ file: inout Import,
    _ kind: FileKind,
    earlier: [Import],
    _ digest: FileDigest
  ) throws {
    let beginnings = try earlier.filter { candidate in
      guard candidate.size < digest.size, candidate.size > 0,
        digest.beginnings[candidate.size] == candidate.sha256
      else { return false }
      return try !kind.statesAFact
        || !store.ledger.anotherCame(of: kind, after: candidate.id, before: file.id)
    }
    guard let longest = beginnings.max(by: { ($0.size, $0.id) < ($1.size, $1.id) }) else {
      return
    }
    file.state = .grown
    file.earlier = longest.id
    // A last row that had no line end may have been continued: it is read again.
    file.skippedRows = max(0, longest.endsOpen ? longest.rows - 1 : longest.rows)
    file.doneRows = file.skippedRows
    file.counts.unchanged = file.skippedRows
  }

  // MARK: - The second pass

  private func apply(_ file: inout Import, _ input: InputFile, _ status: FileStatus) throws {
    guard let kind = file.kind else { throw FileRefusal.unknownKind }
    let reader = try reader(of: input, kind)
    guard let header = reader.header else { throw LayoutFault.empty }
    let decoder = RowDecoder(try FileLayout(header: header.cells, kind: kind))
    let handler = RowHandler(bus: bus, importID: file.id)
    var chunkRows = 0
    try reader.skip(to: file.doneRows + 1)
    while file.doneRows < file.rows {
      if surroundings.isStopping() {
        throw Stopped(place: " at \(file.name.displayed), row \(file.doneRows) of \(file.rows)")
      }
      chunkRows = self.chunkRows(after: chunkRows, left: file.rows - file.doneRows)
      try store.transaction { work in
        var counts = file.counts
        var rows = 0
        var keptBytes = 0
        while rows < chunkRows, keptBytes < RowHandler.keptBytesInAChunk,
          let records = try reader.next(atMost: chunkRows - rows)
        {
          rows += records.count
          try handler.handle(records, with: decoder, in: work, counting: &counts) { record in
            RowSource(importID: file.id, row: record.number, line: record.line)
          } cells: { record in
            let cells = try record.encoded()
            keptBytes += cells.count
            return (cells, record.count)
          }
        }
        guard rows > 0, try input.status() == status else {
          throw FileChanged()
        }
        file.doneRows += rows
        file.counts = counts
        try work.ledger.advance(file.id, doneRows: file.doneRows, counts: counts)
      }
      surroundings.reached(.chunkDone)
      surroundings.progress(
        Progress(file: file.name.displayed, rows: file.rows, doneRows: file.doneRows)
      )
    }
  }

  /// How many rows the next chunk takes; `last` is how many the one before took.
  ///
  /// Large chunks write stock that many lines draw on once for all of them. At both ends of a file
  /// they are small, so that the thread that writes has work soon, and soon comes to an end.
  private func chunkRows(after last: Int, left: Int) -> Int {
    min(surroundings.chunkRows, left, max(Self.leastChunkRows, min(2 * last, left / 2)))
  }

  private static let leastChunkRows = 5_000

  private func reader(of input: InputFile, _ kind: FileKind) throws -> CSVReader {
    try input.rewind()
    return try CSVReader(ByteSource(read: input.read)) { FileLayout.accepts($0, kind: kind) }
  }
}
