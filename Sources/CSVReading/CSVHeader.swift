/// The first record of a file that is not blank: the names of its columns.
package struct CSVHeader: Equatable, Sendable {
  /// The names, as bytes, without quotes.
  package var cells: [[UInt8]]
  /// The physical line on which the header begins.
  package var line: Int
  /// The physical line on which it ends.
  package var lastLine: Int
  /// The delimiter of the whole file.
  package var delimiter: Delimiter
  /// Whether the file begins with a byte-order mark.
  package var hasByteOrderMark = false

  package init(cells: [[UInt8]], line: Int, lastLine: Int, delimiter: Delimiter) {
    self.cells = cells
    self.line = line
    self.lastLine = lastLine
    self.delimiter = delimiter
  }
}

extension CSVRecord {
  /// The record, read as the header.
  func asHeader(delimiter: Delimiter) -> CSVHeader {
    CSVHeader(cells: map(Array.init), line: line, lastLine: lastLine, delimiter: delimiter)
  }
}
