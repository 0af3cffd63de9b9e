/// The first record of a file that is not blank: the names of its columns.
package struct CSVHeader: Equatable, Sendable {
  /// The names, as bytes and without their quotes.
  package var cells: [[UInt8]]
  /// The physical line on which the header begins.
  package var line: Int
  /// The physical line on which it ends.
  package var lastLine: Int
  /// What stands between the cells, here and in all of the file.
  package var delimiter: Delimiter

  /// Names the columns and their place.
  package init(cells: [[UInt8]], line: Int, lastLine: Int, delimiter: Delimiter) {
    self.cells = cells
    self.line = line
    self.lastLine = lastLine
    self.delimiter = delimiter
  }
}

extension CSVRecord {
  /// The record as the names of the columns.
  func asHeader(delimiter: Delimiter) -> CSVHeader {
    CSVHeader(cells: map(Array.init), line: line, lastLine: lastLine, delimiter: delimiter)
  }
}
