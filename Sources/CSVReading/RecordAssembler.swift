/// Puts lines together into records, and knows the line of everything.
struct RecordAssembler: ~Copyable {
  /// Blank records that were passed over.
  private(set) var blankRecords = 0
  private(set) var lastRecordLacksLineEnd = false
  /// The first fault met; nothing is taken after it.
  private(set) var fault: StructureFault?

  private let parser: CellParser
  private let delimiter: UInt8
  private let longestRecord: Int
  private var places = FlatBuffer<RecordPlace>(capacity: 4096)
  private var line: Int
  private var recordLine: Int
  /// How many bytes of the open record have been taken.
  private var recordBytes = 0
  /// The line on which the cell began that was open at the end of the last line.
  private var carriedCellLine: Int
  private var cellsBeforeLine = 0

  init(_ delimiter: Delimiter, firstLine: Int, longestRecord: Int) {
    parser = CellParser(delimiter)
    self.delimiter = delimiter.rawValue
    self.longestRecord = longestRecord
    line = firstLine
    recordLine = firstLine
    carriedCellLine = firstLine
  }

  /// The records that are complete and not removed.
  var recordCount: Int { places.count }

  /// The lines seen so far; one that is empty and has no line end is none.
  var physicalLines: Int { recordBytes > 0 ? line : line - 1 }

  /// Takes a line or a part of one.
  ///
  /// libcsv never sees more of a record than the limit, so the verdict does not depend on how the
  /// input happened to be cut.
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

  /// Takes a line as a record that nobody will look at, if it is surely one and sound.
  ///
  /// A line without a quote cannot break the structure, one that begins with a visible cell is not
  /// blank, and a short one passes no limit: there libcsv has nothing to say.
  mutating func passOver(_ piece: LineCutter.Piece) -> Bool {
    guard piece.endsLine, !piece.hasQuote, piece.bytes.count < Limits.columns,
      let first = piece.bytes.first, first > ASCII.space, first != delimiter,
      // A lone ^Z waits to hear whether a record follows it.
      recordBytes == 0, !endsWithControlZ
    else { return false }
    line += 1
    recordLine = line
    lastRecordLacksLineEnd = false
    return true
  }

  /// Ends the last record where the file ends.
  mutating func finish() {
    guard recordBytes > 0 else { return }
    if let stop = parser.finish() { return fail(stop) }
    endRecord(lacksLineEnd: true)
    line += 1
  }

  /// Refuses the file at the present place.
  mutating func fail(_ kind: StructureFault.Kind) {
    fault = StructureFault(kind, line: line, column: parser.cells.pointee.openCells + 1)
  }

  private mutating func fail(_ stop: CellParser.Stop) {
    let column = parser.cells.pointee.openCells + 1
    fault =
      switch stop {
      case .misplacedQuote: .init(.strayQuote(cellLine: cellLine), line: line, column: column)
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
    let hasText = parser.cells.pointee.hasText
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
    } else {
      blankRecords += 1
    }
    let collector = parser.cells  // a name of its own: the compiler stumbles over it under TSan
    collector.pointee.beginRecord(keepingLast: hasText)
    recordLine = line + 1
    recordBytes = 0
  }
}

extension RecordAssembler {
  /// The complete records, all or but for the last.
  func block(holdingBackLast: Bool) -> RecordBlock {
    let count = holdingBackLast ? places.count - 1 : places.count
    return RecordBlock(
      places: UnsafeBufferPointer(start: places.start, count: count),
      bytes: parser.cells.pointee.bytes.start,
      bounds: parser.cells.pointee.bounds.start
    )
  }

  /// Forgets the first records and frees their room.
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

  /// Whether the last record is a lone ^Z: at the end of a file that is how DOS ended files.
  var endsWithControlZ: Bool {
    guard places.count > 0, places.start[places.count - 1].cellCount == 1 else { return false }
    let record = block(holdingBackLast: false).record(places.count - 1, number: 0)
    return record[0].trimmed.elementsEqual([ASCII.controlZ])
  }

  /// Counts the last record among the blank ones.
  mutating func makeLastBlank() {
    places.truncate(to: places.count - 1)
    lastRecordLacksLineEnd = false
    blankRecords += 1
  }
}
