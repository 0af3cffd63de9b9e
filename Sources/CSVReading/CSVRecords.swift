/// Consecutive records, valid until the reader is asked for more.
package struct CSVRecords: RandomAccessCollection {
  let block: RecordBlock
  /// The position of the first record in the block, and its number.
  let first: (position: Int, number: Int)
  package let count: Int

  package var startIndex: Int { 0 }

  package var endIndex: Int { count }

  package subscript(index: Int) -> CSVRecord {
    block.record(first.position + index, number: first.number + index)
  }
}
