/// Joins lines into records, and keeps track of line numbers.
struct RecordAssembler: ~Copyable {
  /// Blank records that were skipped.
  private(set) var blankRecords = 0
  /// Records that the caller did not want.
  private(set) var unwantedRecords = 0
  private(set) var lastRecordLacksLineEnd = false
  /// The first fault found; no input is taken after it.
  private(set) var fault: StructureFault?

  private let parser: CellParser
  private let delimiter: UInt8
  private let longestRecord: Int
  private let skips: (([[UInt8]]) -> (CSVRecord) -> Bool)?
  /// Known once the header is read.
  private var isUnwanted: ((CSVRecord) -> Bool)?
  private var places = FlatBuffer<RecordPlace>(capacity: 4096)
  private var line: Int
  private var recordLine: Int
  /// How many bytes of the open record have been taken.
  private var recordBytes = 0
  /// The first line of the cell that was still open at the end of the last line.
  private var carriedCellLine: Int
  private var cellsBeforeLine = 0

  init(
    _ delimiter: Delimiter,
    firstLine: Int,
    longestRecord: Int,
    skips: (([[UInt8]]) -> (CSVRecord) -> Bool)? = nil
  ) {
    self.skips = skips
    parser = CellParser(delimiter)
    self.delimiter = delimiter.rawValue
    self.longestRecord = longestRecord
    line = firstLine
    recordLine = firstLine
    carriedCellLine = firstLine
  }

  /// How many complete records were not removed.
  var recordCount: Int { places.count }

  /// The lines so far; an empty last line without a line end does not count.
  var physicalLines: Int { recordBytes > 0 ? line : line - 1 }

  /// Takes a line or a part of one.
  ///
  /// libcsv never gets more of a record than the limit, so the result does not depend on how the
  /// input was split into blocks.
  mutating func take(_ piece: LineCutter.Piece) {
    let room = longestRecord - recordBytes
    let taken = UnsafeBufferPointer(rebasing: piece.bytes.prefix(room))
    recordBytes += taken.count
    if let stop = parser.parse(taken) { return fail(stop) }
    if piece.bytes.count > room {
      fault = StructureFault(.recordTooLong, line: recordLine)
    } else if piece.endsLine {
      endLine()
    }
  }

  /// Counts a line as one record without parsing it, if it is certainly one record without a fault.
  ///
  /// A line without a quote cannot break the structure, a line that begins with a visible cell is
  /// not blank, and a short line exceeds no limit.
  mutating func passOver(_ piece: LineCutter.Piece) -> Bool {
    guard skips == nil, piece.endsLine, !piece.hasQuote, piece.bytes.count < Limits.columns,
      let first = piece.bytes.first, first > ASCII.space, first != delimiter,
      // A lone ^Z is a record only if another record follows.
      recordBytes == 0, !endsWithControlZ
    else { return false }
    line += 1
    recordLine = line
    lastRecordLacksLineEnd = false
    return true
  }

  /// Ends the last record at the end of the file.
  mutating func finish() {
    guard recordBytes > 0 else { return }
    if let stop = parser.finish() { return fail(stop) }
    endRecord(lacksLineEnd: true)
    line += 1
  }

  /// Refuses the file with a fault at the current cell.
  mutating func fail(_ kind: StructureFault.Kind) {
    fault = StructureFault(kind, line: line, column: parser.cells.pointee.openCells + 1)
  }

  private mutating func fail(_ stop: CellParser.Stop) {
    let column = parser.cells.pointee.openCells + 1
    fault =
      switch stop {
      case .misplacedQuote: .init(.strayQuote(cellLine: cellLine), line: line, column: column)
      case .backslashQuote: .init(.backslashQuote, line: line, column: column)
      case .openQuote: .init(.openQuote, line: cellLine, column: column)
      case .excess(.cell): .init(.cellTooLong, line: cellLine, column: column)
      case .excess(.columns): .init(.tooManyColumns, line: recordLine)
      }
  }

  /// The line on which the open cell begins.
  private var cellLine: Int {
    let beganHere = line == recordLine || parser.cells.pointee.cellCount > cellsBeforeLine
    return beganHere ? line : carriedCellLine
  }

  private mutating func endLine() {
    if parser.cells.pointee.recordEnded {
      endRecord(lacksLineEnd: false)
    } else {
      carriedCellLine = cellLine
    }
    cellsBeforeLine = parser.cells.pointee.cellCount
    line += 1
  }

  private mutating func endRecord(lacksLineEnd: Bool) {
    var hasText = parser.cells.pointee.hasText
    lastRecordLacksLineEnd = lacksLineEnd && hasText
    if hasText {
      places.append(
        RecordPlace(
          firstCell: parser.cells.pointee.recordStart,
          cellCount: parser.cells.pointee.openCells,
          line: recordLine,
          lastLine: line,
          lacksLineEnd: lacksLineEnd
        )
      )
      if skips != nil, skipsLast() { hasText = false }
    } else {
      blankRecords += 1
    }
    let collector = parser.cells  // a variable, because the compiler fails without it under TSan
    collector.pointee.beginRecord(keepingLast: hasText)
    recordLine = line + 1
    recordBytes = 0
  }
}

extension RecordAssembler {
  /// Removes the last record if the caller does not want it; the first record is the header.
  private mutating func skipsLast() -> Bool {
    let record = block(holdingBackLast: false).record(places.count - 1, number: 0)
    guard let isUnwanted else {
      isUnwanted = skips?(record.map(Array.init))
      return false
    }
    guard isUnwanted(record) else { return false }
    places.truncate(to: places.count - 1)
    lastRecordLacksLineEnd = false
    unwantedRecords += 1
    return true
  }

  /// The complete records, with or without the last one.
  func block(holdingBackLast: Bool) -> RecordBlock {
    let count = holdingBackLast ? places.count - 1 : places.count
    return RecordBlock(
      places: UnsafeBufferPointer(start: places.start, count: count),
      bytes: parser.cells.pointee.bytes.start,
      bounds: parser.cells.pointee.bounds.start
    )
  }

  /// Removes the first records and frees their memory.
  mutating func removeFirst(_ records: Int) {
    guard records > 0 else { return }
    let last = places.start[records - 1]
    let cells = last.firstCell + last.cellCount
    let collector = parser.cells
    collector.pointee.removeFirst(cells)
    places.removeFirst(records)
    for index in 0..<places.count { places.start[index].firstCell -= cells }
    cellsBeforeLine -= cells
  }

  /// Whether the last record is a lone ^Z, with which DOS programs ended files.
  var endsWithControlZ: Bool {
    guard places.count > 0, places.start[places.count - 1].cellCount == 1 else { return false }
    let record = block(holdingBackLast: false).record(places.count - 1, number: 0)
    return record[0].trimmed.elementsEqual([ASCII.controlZ])
  }

  /// Removes the last record and counts it as blank.
  mutating func makeLastBlank() {
    places.truncate(to: places.count - 1)
    lastRecordLacksLineEnd = false
    blankRecords += 1
  }
}
