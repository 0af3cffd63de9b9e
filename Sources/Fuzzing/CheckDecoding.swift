import CSVReading
import Domain
import Pipeline
import ServiceLayer

/// Decodes bytes as a file of one kind, and throws a `Violation` if a rule for rows is broken.
///
/// An accepted row that is written again is accepted with the same meaning; a refused row has a
/// reason in plain text; and a row that the ledger keeps for another try is read the same way
/// again.
func checkDecoding(_ bytes: [UInt8], as kind: FileKind) throws {
  do {
    let reader = try CSVReader(ByteSource(bytes)) { FileLayout.accepts($0, kind: kind) }
    guard let header = reader.header,
      let layout = try? FileLayout(header: header.cells, kind: kind)
    else { return }
    let decoder = RowDecoder(layout)
    var rows: [DecodedRow] = []
    var kept = try written([header.cells])
    while let record = try reader.next() {
      // Only complete rows are kept for another try; a truncated row is rejected.
      guard !record.lacksLineEnd else { break }
      rows.append(decoder.decode(record))
      kept += try record.encoded()
    }
    for case .faults(let faults) in rows { try check(faults) }
    let commands = rows.compactMap(\.command)
    if !commands.isEmpty { try check(commands, of: kind) }
    if !rows.isEmpty { try check(kept: kept, decoder, rows) }
  } catch is StructureFault {
    // The file fails, so no row takes effect.
  }
}

/// Rows as the ledger keeps them must equal the original rows.
private func check(kept: [UInt8], _ decoder: RowDecoder, _ rows: [DecodedRow]) throws {
  do {
    let reader = try CSVReader(kept: ByteSource(kept))
    for row in rows {
      let again = try reader.next().map(decoder.decode)
      try require(
        again?.withoutReasons == row.withoutReasons,
        "a kept row is the row that came",
        "\(row) became \(String(describing: again))"
      )
    }
    try require(try reader.next() == nil, "what is kept has no more rows than came")
  } catch let fault as StructureFault {
    throw Violation("kept rows can be read", "\(fault)")
  }
}

private func check(_ faults: [RowFault]) throws(Violation) {
  try require(!faults.isEmpty, "a refused row has a fault")
  for fault in faults {
    for text in [fault.code, fault.column, fault.value, fault.reason] {
      try require(text.isHarmless, "faults are plain text", "\(fault)")
    }
    try require(!fault.reason.isEmpty, "a fault has a reason", "\(fault)")
  }
}

private func check(_ commands: [Command], of kind: FileKind) throws {
  for text in commands.flatMap(\.texts) {
    try require(
      (1...255).contains(text.utf8.count) && text.isHarmless,
      "accepted text is 1 to 255 bytes and can be seen",
      "\(text)"
    )
  }
  let cells = ([kind.header(of: commands)] + commands.map(\.cells)).map { row in
    row.map { [UInt8]($0.utf8) }
  }
  let reader = try CSVReader(ByteSource(written(cells, rawCells: false))) {
    FileLayout.accepts($0, kind: kind)
  }
  let decoder = RowDecoder(try FileLayout(header: reader.header?.cells ?? [], kind: kind))
  for command in commands {
    let again = try reader.next().map(decoder.decode)
    try require(
      again?.command == command && again?.command?.texts.isSame(as: command.texts) == true,
      "accepted values, written again, are accepted as the same",
      "\(command) became \(String(describing: again))"
    )
  }
}

/// Rows as a writer writes them.
func written(_ rows: [[[UInt8]]], rawCells: Bool = true) throws -> [UInt8] {
  var bytes: [UInt8] = []
  try withoutActuallyEscaping({ (piece: UnsafeRawBufferPointer) in bytes += piece }) { sink in
    var writer = CSVWriter(rawCells: rawCells, sink: sink)
    for row in rows {
      for cell in row { writer.text(cell) }
      try writer.endRow()
    }
    try writer.flush()
  }
  return bytes
}

extension DecodedRow {
  fileprivate var command: Command? {
    guard case .command(let command) = self else { return nil }
    return command
  }

  /// The reasons contain line numbers, and a retried row is on another line.
  fileprivate var withoutReasons: DecodedRow {
    guard case .faults(let faults) = self else { return self }
    return .faults(
      faults.map { RowFault(code: $0.code, column: $0.column, value: $0.value, reason: "") }
    )
  }
}

extension [String] {
  /// Whether the texts are the same bytes; Swift's `==` does not compare bytes.
  fileprivate func isSame(as others: [String]) -> Bool {
    map { [UInt8]($0.utf8) } == others.map { [UInt8]($0.utf8) }
  }
}
