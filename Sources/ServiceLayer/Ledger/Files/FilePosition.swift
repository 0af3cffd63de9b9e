/// A line of a file, found by the name under which the file was dropped and by its number in an
/// editor.
package struct FilePosition: Equatable, Sendable, CustomStringConvertible {
  package let file: String
  package let line: Int

  package init(file: String, line: Int) {
    self.file = file
    self.line = line
  }

  package var description: String { "\(file):\(line)" }
}
