import CSVReading
import Domain
import FileSystem
import SafeText
import ServiceLayer

/// The rows of a file that are already done.
extension FileImporter {
  /// The last row of the shorter earlier file, if it had no line end and is now read again: its new
  /// version replaces it if it is open.
  func rowReadAgain(by file: FileImport) throws -> RowSource? {
    guard file.state == .grown, file.doneRows == file.skippedRows,
      let earlier = try file.earlier.flatMap(store.imports.find), earlier.rows > file.skippedRows
    else { return nil }
    return RowSource(importID: earlier.id, row: earlier.rows, line: 0)
  }

  /// Adds a warning with the number of rows of a file in `rejects/` that did not come back.
  ///
  /// They stay open: a person who corrects ten rows may send the first three today.
  func noteRowsLeftOut(of file: inout FileImport, _ returned: ReturnedRows) throws {
    let rows = try store.rows.rowsToCorrect(rejectedIn: returned.rejectedIn)
    guard rows > 0 else { return }
    file.lack(
      """
      \(counted(rows, "row")) of rejects/\(returned.name.displayed) did not come back with it, and \
      \(rows == 1 ? "stays" : "stay") open for \(settings.forgetDays) nights at most
      """
    )
  }

  /// Records the known order lines that are not cancelled although a rule skips a row of them.
  ///
  /// Later files of the run may cancel them, so they are reported at its end.
  func note(_ skipped: SkippedRows, of file: FileImport, _ reader: CSVReader) throws {
    // Such rows may come after the last row that was done.
    while try reader.next(atMost: 1) != nil {}
    guard !skipped.isEmpty else { return }
    try store.transaction { work in try skipped.noteStanding(in: work, by: file.id) }
  }

  /// Whether some earlier rows of a continued orders file, or of the shorter files before it, were
  /// not done.
  func hasUndoneRows(_ file: FileImport) throws -> Bool {
    guard file.kind == .orders, file.reading?.amends != true else { return false }
    var found = file
    while true {
      if found.counts.deferred + found.counts.rejected > 0 { return true }
      guard found.state == .grown, let earlier = try found.earlier.flatMap(store.imports.find),
        earlier.id < found.id
      else { return false }
      found = earlier
    }
  }

  /// Reads the rows before a row again, with a second reader.
  ///
  /// Order lines of a shorter file with the same name count as earlier rows; its quantities and
  /// etas do not.
  func forEachCommand(
    of file: FileImport,
    _ kind: FileKind,
    before row: Int,
    _ decoder: RowDecoder,
    _ body: (RepeatedRows.Said, _ line: Int) -> Void
  ) throws {
    let statesLines = kind == .orders && file.reading?.amends != true
    var next = statesLines ? 1 : file.skippedRows + 1
    guard next < row else { return }
    let input = try custody.reopen(file).input
    defer { input.close() }
    let reader = try FileReading.records(of: input, kind, file.reading).reader
    try reader.skip(to: next)
    while next < row, let records = try reader.next(atMost: row - next) {
      next += records.count
      for index in 0..<records.count {
        let record = records[index]
        if let command = decoder.decode(record).command {
          body(.command(command), record.line)
        } else if let key = decoder.key(of: record) {
          body(.faulty(key), record.line)
        }
      }
    }
  }
}
