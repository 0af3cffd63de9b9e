import CSVReading
import Domain
import ServiceLayer

/// The columns of a rejects file: the columns of the original file, and allot's own.
struct RejectsLayout {
  /// The header of the original file.
  private let header: [[UInt8]]
  /// The indexes of its columns that are handed back.
  private let kept: [Int]
  /// The column with surplus cells, if the file is itself a rejects file.
  private let formerExtra: Int?
  /// Whether the file is itself a rejects file.
  let isHandedBack: Bool
  /// Whether only the columns that are used are handed back, because all of them and allot's own
  /// would be too many.
  let isNarrowed: Bool

  init(header: [[UInt8]], kind: FileKind?, reading: FileReading? = nil) throws {
    let names = header.map { HeaderName($0).exact }
    self.header = header
    isHandedBack = HandedBack(names) != nil
    formerExtra =
      isHandedBack ? names.firstIndex { $0.elementsEqual(HandedBack.extra.utf8) } : nil
    let own = isHandedBack ? names.indices.filter { HandedBack.isOwn(names[$0]) } : []
    let all = header.indices.filter { !own.contains($0) }
    isNarrowed = all.count + HandedBack.notes.count + 1 > Limits.columns
    if isNarrowed, let kind {
      let layout = try FileLayout(header: header, kind: kind, reading)
      kept = layout.used.sorted()
    } else {
      kept = all
    }
  }

  /// Whether a row with this many cells may have cells without a column.
  func mayHaveExtra(upTo widest: Int) -> Bool { widest > header.count || formerExtra != nil }

  /// Whether a row has cells without a column.
  func hasExtra(_ row: KeptRow) -> Bool {
    guard mayHaveExtra(upTo: row.cellCount) else { return false }
    return !extra(of: KeptRecord(row.cells).cells).isEmpty
  }

  /// The surplus cells of a row.
  private func extra(of cells: [[UInt8]]) -> [[UInt8]] {
    let former = formerExtra.flatMap { $0 < cells.count ? [cells[$0]] : nil } ?? []
    let extra = former + cells.dropFirst(header.count)
    return extra.contains { !$0.isEmpty } ? extra : []
  }

  func writeHeader(withExtra: Bool, to writer: inout CSVWriter) throws {
    for position in kept { writer.original(header[position]) }
    if withExtra { writer.text(HandedBack.extra) }
    for name in HandedBack.notes { writer.text(name) }
    try writer.endRow()
  }

  /// Writes a row with as many cells as the header.
  func write(
    _ row: KeptRow,
    withExtra: Bool,
    _ hints: Hints,
    to writer: inout CSVWriter
  ) throws {
    let cells = KeptRecord(row.cells).cells
    let isTooShort = row.faults.contains { $0.code == FaultCode.tooFewCells.rawValue }
    for position in kept {
      if position < cells.count {
        writer.original(cells[position])
      } else {
        writer.text(isTooShort ? HandedBack.missing : "")
      }
    }
    if withExtra {
      writer.original(Array(extra(of: cells).joined(separator: [writer.delimiter.rawValue])))
    }
    writer.number(row.source.line)
    writer.text(row.faults.map(\.code).joined(separator: " "))
    writer.text(try row.faults.map(hints.reason).joined(separator: "; "))
    try writer.endRow()
  }
}
