/// One row of one import: the key by which the ledger tells what has been done.
package struct RowSource: Hashable, Sendable {
  package let importID: Int
  /// 1 is the first record under the header.
  package let row: Int
  /// The line of the file on which the row begins, as an editor counts.
  package let line: Int

  package init(importID: Int, row: Int, line: Int) {
    self.importID = importID
    self.row = row
    self.line = line
  }
}

/// The place a person is sent to: a file, by the name it was dropped under, and a line.
package struct RowOrigin: Equatable, Sendable, CustomStringConvertible {
  package let file: String
  package let line: Int

  package init(file: String, line: Int) {
    self.file = file
    self.line = line
  }

  package var description: String { "\(file):\(line)" }
}
