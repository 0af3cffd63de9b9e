import Domain
import FileSystem
import SafeText
package import ServiceLayer

/// Follows files and their rows through the ledger.
package struct Tracing {
  let answers: Answers
  let folders: Folders
  var store: any Store { answers.store }

  package init(_ answers: Answers, in folders: Folders) {
    self.answers = answers
    self.folders = folders
  }

  /// The imports of a name as people write it, newest first; only those of one run, if it is given.
  package func imports(of name: String, run: String? = nil) throws -> [FileImport] {
    var found = try store.answers.imports(named: FileName(name))
    if found.isEmpty, let other = try store.answers.fileName(displayedAs: name) {
      found = try store.answers.imports(named: other)
    }
    // The name may be a path, typed or completed by a shell.
    if found.isEmpty, let slash = name.firstIndex(of: "/") {
      found = try imports(of: String(name[name.index(after: slash)...]))
    }
    guard let run else { return found }
    return try found.filter { try store.runs.run(of: $0)?.name == run }
  }

  /// The result of a file; nil if none with that name came.
  package func file(_ name: String, run: String? = nil) throws -> FileAnswer? {
    let imports = try imports(of: name, run: run)
    guard let newest = imports.first else { return nil }
    var ids: [Int] = []
    for file in imports { ids += try [file.id] + store.answers.retries(of: file.id).map(\.id) }
    let counts = try store.answers.lineCounts(broughtBy: ids)
    return FileAnswer(
      file: newest.name.displayed,
      kind: newest.kind?.rawValue ?? "",
      delimiter: String(decoding: [newest.delimiter], as: UTF8.self),
      imports: try imports.map(answer),
      today: counts.sum > 0 ? counts : nil
    )
  }

  private func answer(_ file: FileImport) throws -> FileAnswer.Import {
    let run = try store.runs.run(of: file)
    return FileAnswer.Import(
      run: run?.name ?? "",
      state: file.state.reported,
      rows: file.rows,
      applied: file.counts.applied,
      unchanged: file.counts.unchanged,
      deferred: file.counts.deferred,
      rejected: file.counts.rejected,
      reason: file.reason,
      place: try run.flatMap { try ArchivedFile.shownPlace(of: file, in: folders, of: $0) },
      rejectsFile: file.rejectsFile?.displayed,
      sha256: file.sha256
    )
  }

  /// The result of the row on a line of a file, in its newest import or in that of a run.
  ///
  /// It is nil if no file with that name came, or none with such a line.
  package func row(_ name: String, line: Int, run: String? = nil) throws -> RowAnswer? {
    let imports = try imports(of: name, run: run)
    for file in imports {
      guard let run = try store.runs.run(of: file) else { continue }
      let others = try imports.filter { $0.id != file.id }
        .compactMap { try store.runs.run(of: $0)?.name }
      var answer = RowAnswer(
        file: file.name.displayed,
        line: line,
        run: run.name,
        kind: file.kind?.rawValue ?? "",
        outcome: RowAnswer.Outcome(.fileNotTaken, note: file.toldState),
        otherRuns: others
      )
      guard file.phase != .chosen, file.state == .imported || file.state == .grown else {
        return answer
      }
      if try tell(&answer, of: file, run) { return answer }
    }
    return nil
  }

  /// Adds what is known about a row; returns false if the file has no such line.
  private func tell(_ answer: inout RowAnswer, of file: FileImport, _ run: Run) throws -> Bool {
    do {
      let archived = try ArchivedFile(file, in: folders, of: run)
      switch try archived.find(line: answer.line) {
      case .beyond: return false
      case .header: answer.outcome = RowAnswer.Outcome(.header)
      case .blank:
        answer.outcome = RowAnswer.Outcome(
          .blank,
          note: file.unwantedRows > 0 ? "or a rule of allot.toml skips it" : ""
        )
      case .row(let number, let line, let cells, let names):
        answer.cells = try shownCells(cells, of: file)
        let row = TracedRow(file: file, run: run, number: number, line: line, names: names)
        let told = try RowTrace(self).tell(row)
        answer.outcome = told.outcome
        answer.backAs = told.rejectsFile?.displayed
        answer.mended = told.mended
        answer.now = try today(told.names, file)
      }
    } catch let gone as ArchivedFile.Gone {
      let isDone = run.phase == .finished || file.phase == .finished
      try tellFromLedger(&answer, of: file, isDone ? "\(gone)" : nil)
    }
    return true
  }

  /// Adds what only the ledger knows about a row; `reason` is nil while the run is not finished.
  private func tellFromLedger(
    _ answer: inout RowAnswer,
    of file: FileImport,
    _ reason: String?
  ) throws {
    guard let kept = try store.answers.keptRow(of: file.id, line: answer.line) else {
      answer.outcome =
        reason.map {
          RowAnswer.Outcome(.untold, note: "it is not known which row was there: \($0)")
        } ?? RowAnswer.Outcome(.interrupted)
      return
    }
    answer.cells = try shownCells(KeptRecord(kept.cells).cells, of: file)
    answer.outcome = RowTrace(self).outcome(of: kept)
    answer.outcome.note =
      reason.map { "the rest is not known: \($0)" } ?? "the run that reads its file is not done"
    if kept.outcome == .rejected {
      answer.backAs = try store.imports.find(kept.triedIn)?.rejectsFile?.displayed
    }
    if let names = try RowNames(kept, of: file) { answer.now = try today(names, file) }
  }

  private func shownCells(_ cells: [[UInt8]], of file: FileImport) throws -> [RowAnswer.Cell] {
    guard let kind = file.kind else { return [] }
    let layout = try FileLayout(header: KeptRecord(file.header).cells, kind: kind, file.reading)
    let used = Column.allCases.compactMap { column in layout[column].map { ($0, column) } }
    return used.sorted { $0.0 < $1.0 }.filter { $0.0 < cells.count }.map { position, column in
      RowAnswer.Cell(column: column.rawValue, value: shownValue(cells[position]))
    }
  }
}

extension FileImport {
  /// The result of a file whose rows were not read.
  fileprivate var toldState: String {
    let told =
      switch state {
      case .duplicate: "the file is a duplicate: its bytes were imported before"
      case .failed: "the file failed, and no row of it took effect"
      case .held: "the file was held for the next run"
      case .gone: "the file was gone before it could be taken"
      case .brokenOff: "only the first of its rows were done: it was read again in a later run"
      case .imported, .grown, .retried: "the run that reads the file is not done"
      }
    return reason.isEmpty ? told : "\(told): \(reason)"
  }
}
