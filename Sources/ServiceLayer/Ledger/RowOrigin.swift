/// Where a person finds a row: the name under which its file was dropped, and the line.
package struct RowOrigin: Equatable, Sendable, CustomStringConvertible {
  package let file: String
  package let line: Int

  package init(file: String, line: Int) {
    self.file = file
    self.line = line
  }

  package var description: String { "\(file):\(line)" }
}
