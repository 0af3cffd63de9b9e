import CSVReading
import FileSystem
import SafeText
import ServiceLayer

extension FileReading {
  /// Opens the records of a file with this reading, or in the usual way if there is no rule.
  static func records(
    of input: InputFile,
    _ kind: FileKind,
    _ reading: FileReading?,
    skipped: SkippedRows? = nil
  ) throws -> (reader: CSVReader, transcoder: Transcoder?) {
    try input.rewind()
    guard let reading else {
      let reader = try CSVReader(ByteSource(read: input.read)) {
        FileLayout.accepts($0, kind: kind)
      }
      return (reader, nil)
    }
    let transcoder =
      reading.encoding == .utf8 ? nil : Transcoder(reading.encoding, read: input.read)
    let reader = try CSVReader(
      transcoder?.source ?? ByteSource(read: input.read),
      form: reading.form(kind, skipped)
    ) {
      FileLayout.accepts($0, kind: kind, reading)
    }
    return (reader, transcoder)
  }

  private func form(_ kind: FileKind, _ skipped: SkippedRows?) -> CSVForm {
    var form = CSVForm()
    if let delimiter = delimiter.flatMap(Delimiter.init) { form.delimiters = [delimiter] }
    if linesBeforeHeader > 0 {
      // A rejects file begins with its header.
      form.linesBeforeHeader = { first in
        let note = Array("allot_line".utf8)
        let isHandedBack = first.indices.contains { first[$0...].starts(with: note) }
        return isHandedBack ? 0 : self.linesBeforeHeader
      }
    }
    if !unwantedRows.isEmpty { form.skips = { self.skipTest($0, kind, skipped) } }
    return form
  }

  /// Returns a function that decides whether to skip a record, and notes the order lines in skipped
  /// records.
  private func skipTest(
    _ header: [[UInt8]],
    _ kind: FileKind,
    _ skipped: SkippedRows?
  ) -> (CSVRecord) -> Bool {
    let wanted = header.map(MappedName.init)
    let folds = foldsUnwantedRows
    let tests: [(position: Int, values: Set<[UInt8]>)] = unwantedRows.flatMap { name, values in
      wanted.indices.filter { wanted[$0] == MappedName(name) }.map { position in
        (position, Set(values.map { folds ? folded(Array($0.asCell.utf8)) : Array($0.utf8) }))
      }
    }
    // With a wrong delimiter the header does not have all columns.
    let decoder = skipped.flatMap { _ in
      (try? FileLayout(header: header, kind: kind, self)).map(RowDecoder.init)
    }
    return { record in
      let isUnwanted = tests.contains { position, values in
        guard position < record.count else { return false }
        let cell = Array(record[position].unguarded)
        return values.contains(folds ? folded(cell) : cell)
      }
      if isUnwanted, let key = decoder?.key(of: record) { skipped?.note(key, at: record.line) }
      return isUnwanted
    }
  }

  /// Fails a file in which too many rows have faults.
  func expectFewFaults(in input: InputFile, _ kind: FileKind) throws {
    guard let mostFaultyPercent else { return }
    let reader = try Self.records(of: input, kind, self).reader
    guard let header = reader.header else { return }
    let decoder = RowDecoder(try FileLayout(header: header.cells, kind: kind, self))
    var (rows, faulty) = (0, 0)
    var first = ""
    while let records = try reader.next(atMost: 1000) {
      for index in 0..<records.count {
        rows += 1
        guard let fault = decoder.decode(records[index]).faults.first else { continue }
        faulty += 1
        if first.isEmpty { first = "line \(records[index].line): \(fault.reason)" }
      }
    }
    guard faulty * 100 > rows * mostFaultyPercent else { return }
    throw InvalidFile(
      """
      \(faulty) of \(counted(rows, "row")) have faults, more than the \(mostFaultyPercent) % that \
      allot.toml allows, the first in \(first)
      """
    )
  }

  /// Fails a file that is UTF-8 although a rule names another encoding: its letters would be
  /// misread.
  func expectEncoding(_ transcoder: Transcoder?) throws {
    guard let transcoder, transcoder.isUTF8 else { return }
    throw InvalidFile(
      """
      it is UTF-8, and allot.toml says encoding = "\(encoding.rawValue)": correct that, or export \
      it in that encoding
      """
    )
  }
}

/// A column name, compared as people write it in the configuration and in a header.
struct MappedName: Equatable {
  private let text: String

  init(_ text: String) {
    self.text = text.asCell.lowercased()
  }

  init(_ cell: [UInt8]) { self.init(String(decoding: cell, as: UTF8.self)) }
}

/// A cell, compared without regard to case.
private func folded(_ cell: [UInt8]) -> [UInt8] {
  if cell.allSatisfy({ $0 < 0x80 }) { return cell.map { isASCIIUpper($0) ? $0 | 0x20 : $0 } }
  return Array(String(decoding: cell, as: UTF8.self).lowercased().utf8)
}
