/// Turns a source into blocks of records, for `CSVReader`.
final class RecordParser {
  private var blocks: BlockReader
  private var assembler: RecordAssembler
  private var delivered = 0
  /// How many records may be skipped unparsed, and how many of them were.
  private var limit = 0
  private var passed = 0
  private var isFinished = false
  private var isAtZeroByte = false

  /// Starts at an offset of the source, where the given line begins.
  init(
    _ source: RewindableSource,
    _ delimiter: Delimiter,
    offset: Int,
    firstLine: Int,
    longestRecord: Int = Limits.record,
    skips: (([[UInt8]]) -> (CSVRecord) -> Bool)? = nil
  ) {
    source.rewind(to: offset)
    blocks = BlockReader(source, offset: offset)
    assembler = RecordAssembler(
      delimiter,
      firstLine: firstLine,
      longestRecord: longestRecord,
      skips: skips
    )
  }

  /// Blank records skipped so far.
  var blankRecords: Int { assembler.blankRecords }

  /// Records that the caller did not want, so far.
  var unwantedRecords: Int { assembler.unwantedRecords }

  /// Lines seen so far.
  var physicalLines: Int { assembler.physicalLines }

  /// Whether the file ends without a line end after its last record.
  var lastRecordLacksLineEnd: Bool { assembler.lastRecordLacksLineEnd }

  /// Returns the next records as `next()` does, but may skip up to `limit` of them unparsed;
  /// `passed` is how many were skipped.
  func next(passingOver limit: Int) throws -> (block: RecordBlock?, passed: Int) {
    (self.limit, passed) = (limit, 0)
    defer { self.limit = 0 }
    return (try next(), passed)
  }

  /// Returns the next records, at least one, or nil at the end.
  ///
  /// A fault is thrown only after the records before it were returned, so that the result does not
  /// depend on the sizes of the reads.
  func next() throws -> RecordBlock? {
    assembler.removeFirst(delivered)
    delivered = 0
    while true {
      if isAtZeroByte, assembler.fault == nil { assembler.fail(try blocks.zeroFault()) }
      if let fault = assembler.fault { throw fault }
      if isFinished { return nil }
      try parseBlock()
      let block = recordsSoFar()
      if !block.places.isEmpty {
        delivered = block.places.count
        return block
      }
    }
  }

  private func parseBlock() throws {
    let block = try blocks.next()
    var lines = LineCutter(block.text)
    while assembler.fault == nil, let piece = lines.next() {
      if passed + assembler.recordCount < limit, assembler.passOver(piece) {
        passed += 1
      } else {
        assembler.take(piece)
      }
    }
    guard assembler.fault == nil else { return }
    switch block.end {
    case .more: break
    case .zeroByte: isAtZeroByte = true
    case .endOfFile:
      assembler.finish()
      isFinished = true
    }
  }

  /// The records that more input cannot change: a lone ^Z is a record only if another one follows.
  private func recordsSoFar() -> RecordBlock {
    guard assembler.fault == nil, !isAtZeroByte, assembler.endsWithControlZ else {
      return assembler.block(holdingBackLast: false)
    }
    if isFinished { assembler.makeLastBlank() }
    return assembler.block(holdingBackLast: !isFinished)
  }
}
