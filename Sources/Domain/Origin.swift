/// Where a command came from: its row, and the import that tries it.
///
/// When a deferred row is tried again, the import is a later one than the row's own. Messages name
/// the row; an order line that the row creates gets its age from the later import.
package struct Origin: Hashable, Sendable {
  package let row: RowSource
  package let importID: Int

  package init(_ row: RowSource, triedIn importID: Int) {
    self.row = row
    self.importID = importID
  }

  /// Whether the row came in an earlier import than this one, and has been deferred since.
  package func came(before importID: Int) -> Bool { row.importID < importID }

  /// The age of an order line that this row creates.
  package var age: LineNumber { LineNumber(importID: importID, row: row.row) }
}
