/// Where a record lies among the cells of its block, and where it lay in the file.
struct RecordPlace: BitwiseCopyable {
  var firstCell: Int
  var cellCount: Int
  var line: Int
  var lastLine: Int
  var lacksLineEnd: Bool
}

/// Records that are complete, valid until the next block is read.
struct RecordBlock {
  var places: UnsafeBufferPointer<RecordPlace>
  var bytes: UnsafePointer<UInt8>
  var bounds: UnsafePointer<Int>

  func record(_ index: Int, number: Int) -> CSVRecord {
    CSVRecord(number: number, place: places[index], bytes: bytes, bounds: bounds)
  }
}
