import CSVReading
import Domain
import Pipeline
import ServiceLayer

/// The commands of the rows of a file, or the codes of their faults.
func decoded(_ text: String, _ kind: FileKind) throws -> [DecodedRow] {
  let reader = try CSVReader(ByteSource(Array(text.utf8))) { FileLayout.accepts($0, kind: kind) }
  let layout = try FileLayout(header: reader.header?.cells ?? [], kind: kind)
  let decoder = RowDecoder(layout)
  var rows: [DecodedRow] = []
  while let record = try reader.next() { rows.append(decoder.decode(record)) }
  return rows
}

/// The faults of a file's only row, as `column: code`.
func faults(_ row: String, under header: String, _ kind: FileKind) throws -> [String] {
  try decoded("\(header)\n\(row)\n", kind).flatMap { row in
    guard case .faults(let faults) = row else { return [String]() }
    return faults.map { $0.column.isEmpty ? $0.code : "\($0.column): \($0.code)" }
  }
}

/// Why a whole file is not read; nil if it is.
func refusal(_ text: String, _ kind: FileKind) throws -> String? {
  do {
    let reader = try CSVReader(ByteSource(Array(text.utf8))) { FileLayout.accepts($0, kind: kind) }
    let layout = try FileLayout(header: reader.header?.cells ?? [], kind: kind)
    try OverlookedColumn(layout).check(reader)
    return nil
  } catch {
    return "\(error)"
  }
}
