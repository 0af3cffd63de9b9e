import CSVReading
import Domain
import FileSystem
import SafeText
import ServiceLayer
import SystemPackage

/// Finds batches for which files of one run state different quantities or etas.
///
/// The later file counts, but only a person knows which is right. The files are read once more from
/// their final paths, and only if the run took several of a kind. So an interrupted run finds the
/// same, and nothing must be remembered for a rare case.
struct ContradictingFiles {
  private static let kinds: [FileKind] = [.quantities, .etas]
  /// The most batches of a kind that are named.
  private static let most = 3
  private static let blockRows = 1000

  let custody: Custody
  let isStopping: () -> Bool

  /// The result for a person: a sentence for each of the first batches, and the number of the
  /// others.
  struct Told {
    var sentences: [String] = []
    /// Files that could not be read again.
    var warnings: [String] = []
  }

  /// Compares the finished files of a run.
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

  /// The value that a file states for a batch.
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
            \(kind.rawValue) files: \(places[0]), \(places[1]); the later one counts: check which is \
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
    // Rows of an earlier file were compared in an earlier night.
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
  /// Opens the bytes of a finished file at their final path.
  ///
  /// - Throws: `UnreadableFile` if they are no longer there.
  func openDone(_ file: FileImport) throws -> InputFile {
    if !isRehearsal, let place = file.destination {
      return try InputFile(home(of: file).appending(place))
    }
    let input = try open(file, beginnings: []).input
    try input.rewind()
    return input
  }
}
