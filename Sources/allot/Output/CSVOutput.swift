import CSVReading

/// Prints CSV rows on standard output.
enum CSVOutput {
  enum Cell {
    case text(String)
    case number(Int)
  }

  static func print(header: [String], rows: [[Cell]]) throws {
    var text = ""
    let sink: (UnsafeRawBufferPointer) -> Void = { text += String(decoding: $0, as: UTF8.self) }
    var writer = CSVWriter(sink: sink)
    for row in [header.map(Cell.text)] + rows {
      for cell in row {
        switch cell {
        case .text(let text): writer.text(text)
        case .number(let number): writer.number(number)
        }
      }
      try writer.endRow()
    }
    try writer.flush()
    Terminal.print(String(text.dropLast()))
  }
}
