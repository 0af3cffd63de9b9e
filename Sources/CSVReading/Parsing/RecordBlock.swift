/// The position of a record among the cells of its block, and its lines in the file.
struct RecordPlace: BitwiseCopyable {
  var firstCell: Int
  var cellCount: Int
  var line: Int
  var lastLine: Int
  var lacksLineEnd: Bool
}

/// Complete records, valid until the next block is read.
struct RecordBlock {
  var places: UnsafeBufferPointer<RecordPlace>
  var bytes: UnsafePointer<UInt8>
  var bounds: UnsafePointer<Int>

  func record(_ index: Int, number: Int) -> CSVRecord {
    CSVRecord(number: number, place: places[index], bytes: bytes, bounds: bounds)
  }
}
