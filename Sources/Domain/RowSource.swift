/// One row of one import: the key of a row in the ledger.
package struct RowSource: Hashable, Sendable {
  package let importID: Int
  /// 1 is the first record below the header.
  package let row: Int
  /// The line of the file on which the row begins, as an editor counts lines.
  package let line: Int

  package init(importID: Int, row: Int, line: Int) {
    self.importID = importID
    self.row = row
    self.line = line
  }
}
