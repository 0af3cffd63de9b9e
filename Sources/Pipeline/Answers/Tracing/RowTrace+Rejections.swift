import CSVReading
import FileSystem
import ServiceLayer
import SystemPackage

/// Rejected rows: the reasons in the files in `rejects/`, and the rows that came back.
extension RowTrace {
  func isThere(_ rejectsFile: FileName) throws -> Bool {
    try tracing.folders.rejects.appending(rejectsFile).exists()
  }

  struct Rejection {
    let file: FileName
    let run: String
    let faults: [RowFault]
  }

  /// Searches the files in `rejects/` for a row that the ledger no longer has.
  func rejection(of row: TracedRow, _ retries: [FileImport]) throws -> Rejection? {
    for tried in [row.file] + retries {
      guard let name = tried.rejectsFile,
        let faults = try faults(ofLine: row.line, in: name, of: tried)
      else { continue }
      let run = try store.runs.run(of: tried)
      return Rejection(file: name, run: run?.name ?? "", faults: faults)
    }
    return nil
  }

  private func faults(
    ofLine line: Int,
    in name: FileName,
    of file: FileImport
  ) throws -> [RowFault]? {
    let input: InputFile
    do {
      input = try InputFile(tracing.folders.rejects.appending(name))
    } catch is UnreadableFile {
      return nil
    }
    defer { input.close() }
    let reader = try CSVReader(ByteSource(read: input.read)) {
      HandedBack.lineColumn(in: $0) != nil
    }
    guard let header = reader.header?.cells, let column = HandedBack.lineColumn(in: header) else {
      return nil
    }
    while let records = try reader.next(atMost: 1000) {
      for record in records where record.number(inColumn: column) == line {
        func note(_ name: String) -> String {
          header.firstIndex { $0.elementsEqual(name.utf8) }.flatMap { position in
            position < record.count ? String(decoding: record[position], as: UTF8.self) : nil
          } ?? ""
        }
        return [
          RowFault(
            code: note("allot_codes"),
            column: "",
            value: "",
            reason: note("allot_reason")
          )
        ]
      }
    }
    return nil
  }

  /// The rows of later copies of a file in `rejects/` that came from the line of the row.
  func rows(handedBackIn name: FileName, from row: TracedRow) throws -> [TracedRow] {
    let candidates = try ReturnedRows.beginnings(ofCopiesOf: name)
      .flatMap(store.answers.imports(namedFrom:)).filter {
        ReturnedRows.isCopy($0, of: name) && $0.id > row.file.id
          && ($0.state == .imported || $0.state == .grown)
      }.sorted { $0.id < $1.id }
    var found: [TracedRow] = []
    for file in candidates {
      guard let run = try store.runs.run(of: file) else { continue }
      do {
        let archived = try ArchivedFile(file, in: tracing.folders, of: run)
        for line in try archived.lines(handedBackFrom: row.line) {
          guard case .row(let number, let line, _, let names) = try archived.find(line: line) else {
            continue
          }
          found.append(TracedRow(file: file, run: run, number: number, line: line, names: names))
        }
      } catch is ArchivedFile.Gone {
        continue
      }
    }
    return found
  }
}
