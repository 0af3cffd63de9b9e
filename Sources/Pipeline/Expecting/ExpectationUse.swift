package import Configuration
package import ServiceLayer

/// An expectation, the recent files that it matched, and other expectations that match such files.
package struct ExpectationUse: Equatable, Encodable, Sendable {
  package let file: String
  /// The line of the expectation in the configuration.
  package let line: Int
  /// The names of the files, in the order in which a run takes them.
  package let files: [String]
  /// The lines of other expectations that match some of the same names.
  package let overlaps: [Int]

  /// The expectations in the order of the configuration, with the files of these names.
  package static func all(of configuration: Configuration, _ names: Set<FileName>)
    -> [ExpectationUse]
  {
    configuration.expectations.map { expectation in
      ExpectationUse(
        file: expectation.shownFile,
        line: expectation.line,
        files: names.filter(expectation.isAbout).sorted { $0.precedes($1) }.map(\.displayed),
        overlaps: configuration.expectations.filter {
          $0.line != expectation.line && $0.overlaps(expectation)
        }.map(\.line)
      )
    }
  }

  /// The expectation and its use, on one line.
  package var text: String {
    var text = "line \(line), expected \(file): \(RuleUse.shown(files))"
    if !overlaps.isEmpty {
      let lines = overlaps.map { "line \($0)" }.joined(separator: ", ")
      text += "; a file can be meant by \(lines), too: then each judges it"
    }
    return text
  }
}
