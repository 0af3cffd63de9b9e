/// Reads CSV exactly as RFC 4180 says, to check the program's output independently.
func csvRows(_ text: String) -> [[String]] {
  var rows: [[String]] = []
  var row: [String] = []
  var cell = ""
  var isQuoted = false
  var characters = text.unicodeScalars.makeIterator()
  var held: Unicode.Scalar?
  while let next = held ?? characters.next() {
    held = nil
    switch (next, isQuoted) {
    case ("\"", true):
      held = characters.next()
      if held == "\"" {
        cell += "\""
        held = nil
      } else {
        isQuoted = false
      }
    case ("\"", false): isQuoted = true
    case (",", false):
      row.append(cell)
      cell = ""
    case ("\n", false):
      rows.append(row + [cell])
      row = []
      cell = ""
    default: cell.unicodeScalars.append(next)
    }
  }
  return rows
}
