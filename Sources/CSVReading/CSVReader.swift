/// Reads a CSV file record by record, in constant memory.
///
/// ```swift
/// let reader = try CSVReader(source, accepts: { $0.count == 3 })
/// while let record = try reader.next() { use(record[0].trimmed) }
/// ```
///
/// It throws a `StructureFault`, again at every later call, or an error of the source.
package final class CSVReader {
  /// The version of the rules by which files are split into rows.
  ///
  /// Raise it whenever a file may be split differently than before: the ledger identifies finished
  /// rows by their numbers.
  package static let rules = 1

  /// The names of the columns; nil if the file is empty or blank.
  package let header: CSVHeader?

  private let parser: RecordParser
  private var block: RecordBlock?
  /// How many records of the block have been returned, including the header.
  private var position: Int
  private var lastNumber = 0

  /// Reads the header, trying delimiters until the caller accepts its cells.
  ///
  /// If none is accepted, the header is the reading with the most cells: the caller can then say
  /// which columns are missing.
  package init(
    _ source: ByteSource,
    form: CSVForm = CSVForm(),
    accepts: ([[UInt8]]) -> Bool
  ) throws {
    let found = try HeaderSearch(RewindableSource(source), form).find(accepts: accepts)
    parser = found.parser
    header = found.header
    block = found.block
    position = 1
  }

  /// Reads records that a raw `CSVWriter` wrote, the header first.
  ///
  /// Nothing is guessed here: the delimiter is known, and bytes that look like a byte-order mark
  /// belong to the header. A record may be longer than the usual limit, because the writer added
  /// quotes.
  package init(kept source: ByteSource) throws {
    let source = RewindableSource(source)
    source.stopRecording()
    parser = RecordParser(
      source,
      .comma,
      offset: 0,
      firstLine: 1,
      longestRecord: Limits.keptRecord
    )
    block = try parser.next()
    header = block?.record(0, number: 0).asHeader(delimiter: .comma)
    position = 1
  }

  /// Returns the next record, or nil at the end of the file.
  package func next() throws -> CSVRecord? { try next(atMost: 1)?.first }

  /// Returns the next records, at least one and as many as are in memory, or nil at the end.
  package func next(atMost most: Int) throws -> CSVRecords? {
    while let block {
      let count = min(most, block.places.count - position)
      if count > 0 {
        defer {
          position += count
          lastNumber += count
        }
        return CSVRecords(block: block, first: (position, lastNumber + 1), count: count)
      }
      try readBlock()
    }
    return nil
  }

  /// Skips records, so that `next` returns the one with this number.
  ///
  /// A file with fewer records is read to its end. Going back to an earlier number is not possible.
  package func skip(to number: Int) throws {
    while let block, lastNumber + 1 < number {
      let skipped = min(block.places.count - position, number - 1 - lastNumber)
      position += skipped
      lastNumber += skipped
      guard position == block.places.count else { return }
      let (next, passed) = try parser.next(passingOver: number - 1 - lastNumber)
      lastNumber += passed
      (self.block, position) = (next, 0)
    }
  }

  /// The counts so far; complete once `next` has returned nil.
  package var counts: CSVCounts {
    CSVCounts(
      records: lastNumber,
      blankRecords: parser.blankRecords,
      unwantedRecords: parser.unwantedRecords,
      physicalLines: parser.physicalLines,
      lastRecordLacksLineEnd: lastNumber > 0 && parser.lastRecordLacksLineEnd
    )
  }

  private func readBlock() throws {
    block = try parser.next()
    position = 0
  }
}
