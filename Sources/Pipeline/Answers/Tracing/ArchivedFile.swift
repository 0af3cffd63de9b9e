import CSVReading
import FileSystem
import SafeText
import ServiceLayer
import SystemPackage

/// The bytes of a file that a run has put away, if they are still the bytes that the run read.
struct ArchivedFile {
  /// Why a file cannot be read again; worded for people.
  struct Gone: Error, CustomStringConvertible {
    let description: String
  }

  /// The content of a line of a file.
  enum Found {
    case header
    case blank
    case row(number: Int, line: Int, cells: [[UInt8]], names: RowNames)
    /// The file ends before that line.
    case beyond(lines: Int)
  }

  let file: FileImport
  private let input: InputFile

  /// Opens the file and compares its digest.
  ///
  /// - Throws: `Gone` if the bytes are not available.
  init(_ file: FileImport, in folders: Folders, of run: Run) throws {
    self.file = file
    guard let place = try Self.place(of: file, in: folders, of: run) else {
      throw Gone(description: "it was not put away")
    }
    do {
      input = try InputFile(place)
      let digest = try FileDigest(of: input, beginnings: []).sha256
      guard digest == file.sha256 else {
        throw Gone(
          description: "\(place.displayed) is not what was imported: its bytes have changed"
        )
      }
    } catch let refused as UnreadableFile {
      throw Gone(description: "\(place.displayed): \(refused)")
    }
  }

  /// The final path of a file; nil if it has none.
  static func place(of file: FileImport, in folders: Folders, of run: Run) throws -> FilePath? {
    let custody = Custody(folders: folders.asNoted(in: run.settings), run: run, isRehearsal: false)
    return try file.destination.map { try custody.home(of: file).appending($0) }
  }

  /// The final path of a file, relative to the root if it is inside.
  static func shownPlace(of file: FileImport, in folders: Folders, of run: Run) throws -> String? {
    guard let place = try place(of: file, in: folders, of: run) else { return nil }
    var shown = place
    _ = shown.removePrefix(folders.root)
    return shown.displayed
  }

  func find(line: Int) throws -> Found {
    let (reader, layout) = try open()
    guard let header = reader.header else { return .beyond(lines: 0) }
    if line < header.line { return .blank }
    if line <= header.lastLine { return .header }
    while let records = try reader.next(atMost: 1000) {
      guard let last = records.last, last.lastLine >= line else { continue }
      for record in records where record.lastLine >= line {
        guard record.line <= line else { return .blank }
        return .row(
          number: record.number,
          line: record.line,
          cells: record.map(Array.init),
          names: RowNames(record, layout)
        )
      }
    }
    let lines = reader.counts.physicalLines
    return line <= lines ? .blank : .beyond(lines: lines)
  }

  /// The lines of a returned file whose rows were on a given line of the original file.
  func lines(handedBackFrom line: Int) throws -> [Int] {
    let (reader, _) = try open()
    guard let column = reader.header.flatMap({ HandedBack.lineColumn(in: $0.cells) }) else {
      return []
    }
    var found: [Int] = []
    while let records = try reader.next(atMost: 1000) {
      for record in records where record.number(inColumn: column) == line {
        found.append(record.line)
      }
    }
    return found
  }

  private func open() throws -> (CSVReader, FileLayout) {
    guard let kind = file.kind else { throw Gone(description: "its kind is not known") }
    let reader = try FileReading.records(of: input, kind, file.reading).reader
    return (reader, try FileLayout(header: reader.header?.cells ?? [], kind: kind, file.reading))
  }
}

extension HandedBack {
  /// The column with the original line of each row; nil if the file has none.
  static func lineColumn(in header: [[UInt8]]) -> Int? {
    header.firstIndex { HeaderName($0).folded.elementsEqual("allotline".utf8) }
  }
}

extension CSVRecord {
  func number(inColumn column: Int) -> Int? {
    guard column < count else { return nil }
    return Int(String(decoding: self[column].trimmed, as: UTF8.self))
  }
}
