/// The cells of a record as the ledger keeps it: written by a raw `CSVWriter`, with commas.
struct KeptRecord {
  let cells: [[UInt8]]

  init(_ record: [UInt8]) {
    let (comma, quote) = (UInt8(ascii: ","), UInt8(ascii: "\""))
    let bytes = record.last == UInt8(ascii: "\n") ? record.dropLast() : record[...]
    var cells: [[UInt8]] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var wasQuote = false
    for byte in bytes {
      if byte == quote {
        // Inside a quoted cell, two quotes stand for one.
        if wasQuote { cell.append(quote) }
        isQuoted.toggle()
        wasQuote = !isQuoted && !wasQuote
      } else if byte == comma, !isQuoted {
        cells.append(cell)
        cell = []
        wasQuote = false
      } else {
        cell.append(byte)
        wasQuote = false
      }
    }
    self.cells = cells + [cell]
  }
}
