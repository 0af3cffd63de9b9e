/// One record: its cells, without quotes, and its lines in the file.
///
/// The cells are bytes, not necessarily UTF-8. They are valid only until the reader is asked for
/// the next record; copy what must last longer.
package struct CSVRecord: RandomAccessCollection {
  /// The record's number: 1 is the first below the header; blank records have no number.
  package let number: Int
  /// The physical line on which the record begins.
  package let line: Int
  /// The physical line on which it ends.
  package let lastLine: Int
  /// Whether the file ends without a line end after this record.
  package let lacksLineEnd: Bool
  package let count: Int

  let bytes: UnsafePointer<UInt8>
  let bounds: UnsafePointer<Int>

  init(
    number: Int,
    place: RecordPlace,
    bytes: UnsafePointer<UInt8>,
    bounds: UnsafePointer<Int>
  ) {
    self.number = number
    line = place.line
    lastLine = place.lastLine
    lacksLineEnd = place.lacksLineEnd
    count = place.cellCount
    self.bytes = bytes
    self.bounds = bounds + place.firstCell
  }

  package var startIndex: Int { 0 }

  package var endIndex: Int { count }

  /// The bytes of one cell.
  package subscript(column: Int) -> UnsafeBufferPointer<UInt8> {
    precondition(column >= 0 && column < count, "no such column")
    let start = bounds[column]
    return UnsafeBufferPointer(start: bytes + start, count: bounds[column + 1] - start)
  }
}
