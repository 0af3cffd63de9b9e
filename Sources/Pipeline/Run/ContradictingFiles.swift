import CSVReading
import Domain
import FileSystem
import SafeText
import ServiceLayer
import SystemPackage

/// Finds batches to which files of one run give different quantities or etas.
///
/// The later file counts; but which of them is right only a person knows. The files are read once
/// more, where they lie now, and only where a run took several of a kind: so a run that was
/// interrupted finds the same, and rows need not be remembered for a case that is rare.
struct ContradictingFiles {
  private static let kinds: [FileKind] = [.quantities, .etas]
  /// So many batches of a kind are named.
  private static let most = 3
  private static let blockRows = 1000

  let custody: Custody
  let isStopping: () -> Bool

  /// What a person is told: a sentence for each of the first batches, and how many more there are.
  struct Told {
    var sentences: [String] = []
    /// Files that could not be read again.
    var warnings: [String] = []
  }

  /// Compares the files of a run that are done.
  func compare(_ imports: [FileImport]) throws -> Told {
    var told = Told()
    for kind in Self.kinds {
      let files = imports.filter {
        $0.kind == kind && !$0.isRetry && $0.state.wasRead && $0.rows > $0.skippedRows
      }
      guard files.count > 1 else { continue }
      try compare(files, of: kind, into: &told)
    }
    return told
  }

  /// What a file said of a batch.
  private struct Statement {
    let file: Int
    let line: Int
    let fact: RepeatedRows.Fact
  }

  private func compare(_ files: [FileImport], of kind: FileKind, into told: inout Told) throws {
    var statements: [Int: Statement] = [:]
    var contradictions = 0
    for (place, file) in files.enumerated() {
      do {
        try forEachFact(of: file, kind) { fact, line in
          let new = Statement(file: place, line: line, fact: fact)
          guard let old = statements[fact.key], old.fact.value != fact.value else {
            statements[fact.key] = new
            return
          }
          // Within one file the first counts; the second was rejected.
          guard old.file != place else { return }
          statements[fact.key] = new
          contradictions += 1
          guard contradictions <= Self.most else { return }
          let places = [old, new].map {
            "\($0.fact.shownValue) in \(files[$0.file].name.displayed):\($0.line)"
          }
          told.sentences.append(
            """
            batch '\(fact.name)' has another \(kind == .etas ? "eta" : "qty") in two \
            \(kind.rawValue) files: \(places[0]), \(places[1]); the later one counts: see which is \
            right
            """
          )
        }
      } catch is UnreadableFile {
        told.warnings.append(
          """
          \(file.name.displayed): it could not be read again, to be compared with the other \
          \(kind.rawValue) files
          """
        )
      }
    }
    guard contradictions > Self.most else { return }
    told.sentences.append(
      "\(counted(contradictions - Self.most, "more difference")) between \(kind.rawValue) files"
    )
  }

  private func forEachFact(
    of file: FileImport,
    _ kind: FileKind,
    _ body: (RepeatedRows.Fact, Int) -> Void
  ) throws {
    let input = try custody.openDone(file)
    defer { input.close() }
    let reader = try FileReading.records(of: input, kind, file.reading).reader
    guard let header = reader.header else { return }
    let decoder = RowDecoder(try FileLayout(header: header.cells, kind: kind, file.reading))
    // Rows that an earlier file had are of an earlier night.
    try reader.skip(to: file.skippedRows + 1)
    while let records = try reader.next(atMost: Self.blockRows) {
      if isStopping() { throw Stopped(place: " while files were compared") }
      for index in 0..<records.count {
        let record = records[index]
        guard let command = decoder.decode(record).command,
          let fact = RepeatedRows.Fact(command)
        else { continue }
        body(fact, record.line)
      }
    }
  }
}

extension Custody {
  /// Opens the bytes of a file that is done, where they lie now.
  ///
  /// - Throws: `UnreadableFile` where they are no longer there.
  func openDone(_ file: FileImport) throws -> InputFile {
    if !isRehearsal, let place = file.destination {
      return try InputFile(home(of: file).appending(place))
    }
    let input = try open(file, beginnings: []).input
    try input.rewind()
    return input
  }
}
