import CSVReading
import Domain
import FileSystem
import SafeText
import ServiceLayer

/// The rows of a file that are done already.
extension FileImporter {
  /// The last row of the shorter file that a file has grown from, where it had no line end and is now
  /// read again: what is open of it is the row that it is now.
  func rowReadAgain(by file: FileImport) throws -> RowSource? {
    guard file.state == .grown, file.doneRows == file.skippedRows,
      let earlier = try file.earlier.flatMap(store.imports.find), earlier.rows > file.skippedRows
    else { return nil }
    return RowSource(importID: earlier.id, row: earlier.rows, line: 0)
  }

  /// Says how many rows of a file in `rejects/` did not come back with this one.
  ///
  /// They stay open: whoever mends ten rows may send the first three today.
  func noteRowsLeftOut(of file: inout FileImport, _ mended: MendedRows) throws {
    let rows = try store.rows.rowsToMend(rejectedIn: mended.rejectedIn)
    guard rows > 0 else { return }
    file.lack(
      """
      \(counted(rows, "row")) of rejects/\(mended.name.displayed) did not come back with it, and \
      \(rows == 1 ? "stays" : "stay") open for \(settings.forgetDays) nights at most
      """
    )
  }

  /// Notes the order lines that stand while a rule passes over a row of them.
  ///
  /// Whether they still stand when the run ends, nobody knows yet: they are told then.
  func note(_ passedOver: PassedOverRows, of file: FileImport, _ reader: CSVReader) throws {
    // Such rows may stand behind the last one that was done.
    while try reader.next(atMost: 1) != nil {}
    guard !passedOver.isEmpty else { return }
    try store.transaction { work in try passedOver.noteStanding(in: work, by: file.id) }
  }

  /// Whether some rows were not done of an orders file that is gone on with, or of the shorter ones
  /// that it has grown from.
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

  /// Reads the rows before one again, beside the reader that is at that one.
  ///
  /// The lines of a shorter file of the same name are of the same reading; its facts are not.
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
