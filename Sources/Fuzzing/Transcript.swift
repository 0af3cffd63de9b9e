import CSVReading

/// Everything that a reader reports about some bytes, as one comparable value.
struct Transcript: Equatable {
  struct Record: Equatable {
    var number: Int
    var line: Int
    var lastLine: Int
    var lacksLineEnd: Bool
    var cells: [[UInt8]]
  }

  var header: CSVHeader?
  var records: [Record] = []
  var counts: CSVCounts?
  var fault: StructureFault?

  /// Reads to the end or to the fault, at most this many bytes at a time.
  init(_ bytes: [UInt8], atMost: Int, accepts: ([[UInt8]]) -> Bool) throws {
    do {
      let reader = try CSVReader(ByteSource(bytes, atMost: atMost), accepts: accepts)
      header = reader.header
      while let record = try reader.next() {
        records.append(
          Record(
            number: record.number,
            line: record.line,
            lastLine: record.lastLine,
            lacksLineEnd: record.lacksLineEnd,
            cells: record.map(Array.init)
          )
        )
      }
      counts = reader.counts
    } catch let fault as StructureFault {
      self.fault = fault
    }
  }
}
