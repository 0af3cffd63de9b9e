/// A line of a file, as people find it: by the name under which the file was dropped, and as an editor
/// counts lines.
package struct FilePosition: Equatable, Sendable, CustomStringConvertible {
  package let file: String
  package let line: Int

  package init(file: String, line: Int) {
    self.file = file
    self.line = line
  }

  package var description: String { "\(file):\(line)" }
}
