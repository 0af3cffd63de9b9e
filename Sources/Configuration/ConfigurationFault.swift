import SafeText

/// What is wrong with a configuration, where, and what to do.
package struct ConfigurationFault: Error, Equatable, CustomStringConvertible {
  /// The name of the file, as it is shown.
  package let file: String
  /// The line, as an editor counts lines.
  package let line: Int
  package let reason: String

  package init(_ file: String, _ line: Int, _ reason: String) {
    self.file = file
    self.line = line
    self.reason = reason
  }

  package var description: String { "\(file):\(line): \(reason)" }
}

/// A key or value of the file, safe to show.
func shown(_ text: String) -> String { escaped(text.utf8, atMost: 60) }
