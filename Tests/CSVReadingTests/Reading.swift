import CSVReading

/// Everything that a reader reports about some bytes, as one comparable value.
struct Reading: Equatable {
  var header: CSVHeader?
  var rows: [Row] = []
  var counts: CSVCounts?
  var fault: StructureFault?

  /// Reads from a record to the end or to the fault.
  init(
    _ bytes: some Sequence<UInt8>,
    atMost: Int = .max,
    columns: [String]? = nil,
    from number: Int = 1
  ) {
    do {
      let source = ByteSource(Array(bytes), atMost: atMost)
      let reader = try CSVReader(source) { columns == nil || $0.map(text) == columns }
      header = reader.header
      try reader.skip(to: number)
      while let record = try reader.next() { rows.append(Row(record)) }
      counts = reader.counts
    } catch {
      fault = error as? StructureFault
    }
  }

  init(_ text: String, atMost: Int = .max, columns: [String]? = nil) {
    self.init(text.utf8, atMost: atMost, columns: columns)
  }

  var cells: [[String]] { rows.map(\.cells) }
  var names: [String]? { header?.cells.map(text) }
}

/// A record that has outlived its reader.
struct Row: Equatable {
  var number: Int
  var line: Int
  var lastLine: Int
  var cells: [String]
  var lacksLineEnd = false
}

extension Row {
  init(_ record: CSVRecord) {
    number = record.number
    line = record.line
    lastLine = record.lastLine
    cells = record.map { text(Array($0)) }
    lacksLineEnd = record.lacksLineEnd
  }
}

/// Cells as Latin-1, so that any byte can be written in a test.
func text(_ cell: [UInt8]) -> String {
  String(String.UnicodeScalarView(cell.map { Unicode.Scalar($0) }))
}
