/// Consecutive records, valid until the reader is asked for more.
package struct CSVRecords: RandomAccessCollection {
  let block: RecordBlock
  /// The position of the first record in the block, and its number.
  let first: (position: Int, number: Int)
  /// How many records there are.
  package let count: Int

  /// The index of the first record.
  package var startIndex: Int { 0 }

  /// The index past the last record.
  package var endIndex: Int { count }

  /// One of the records.
  package subscript(index: Int) -> CSVRecord {
    block.record(first.position + index, number: first.number + index)
  }
}
