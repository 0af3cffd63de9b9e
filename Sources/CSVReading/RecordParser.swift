/// Turns a source into blocks of records: the machine under the reader.
final class RecordParser {
  private var blocks: BlockReader
  private var assembler: RecordAssembler
  private var delivered = 0
  /// How many records need not be parsed, and how many of them were not.
  private var limit = 0
  private var passed = 0
  private var isFinished = false
  private var isAtZeroByte = false

  /// Starts at a byte of the source, which is on the given line.
  init(
    _ source: RewindableSource,
    _ delimiter: Delimiter,
    offset: Int,
    firstLine: Int,
    longestRecord: Int = Limits.record
  ) {
    source.rewind(to: offset)
    blocks = BlockReader(source, offset: offset)
    assembler = RecordAssembler(delimiter, firstLine: firstLine, longestRecord: longestRecord)
  }

  /// Blank records passed over so far.
  var blankRecords: Int { assembler.blankRecords }

  /// Lines seen so far.
  var physicalLines: Int { assembler.physicalLines }

  /// Whether the file has ended within the line of its last record.
  var lastRecordLacksLineEnd: Bool { assembler.lastRecordLacksLineEnd }

  /// Returns the next records as `next()` does, but for some among the first so many that were
  /// passed over unparsed, and tells how many those are.
  func next(passingOver limit: Int) throws -> (block: RecordBlock?, passed: Int) {
    (self.limit, passed) = (limit, 0)
    defer { self.limit = 0 }
    return (try next(), passed)
  }

  /// Returns the next records, at least one, or nil at the end.
  ///
  /// A fault is thrown only after the records before it were returned, so that what a caller sees
  /// does not depend on the sizes of the reads.
  func next() throws -> RecordBlock? {
    assembler.removeFirst(delivered)
    delivered = 0
    while true {
      if isAtZeroByte, assembler.fault == nil { assembler.fail(try blocks.zeroFault()) }
      if let fault = assembler.fault { throw fault }
      if isFinished { return nil }
      try parseBlock()
      let block = settledRecords()
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

  /// The records that more input cannot change: a lone ^Z is one only if another follows it.
  private func settledRecords() -> RecordBlock {
    guard assembler.fault == nil, !isAtZeroByte, assembler.endsWithControlZ else {
      return assembler.block(holdingBackLast: false)
    }
    if isFinished { assembler.makeLastBlank() }
    return assembler.block(holdingBackLast: !isFinished)
  }
}
