/// How the lines of a file add up.
///
/// Physical lines = the header's + those the records cover + the blank records + a `sep=` line.
package struct CSVCounts: Equatable, Sendable {
  /// Records under the header that are not blank.
  package var records: Int
  /// Records whose cells are all empty; each is one line.
  package var blankRecords: Int
  /// Lines as an editor counts them.
  package var physicalLines: Int
  /// Whether the file ended before the line of its last record did.
  package var lastRecordLacksLineEnd: Bool

  /// Gives all four numbers.
  package init(
    records: Int,
    blankRecords: Int,
    physicalLines: Int,
    lastRecordLacksLineEnd: Bool
  ) {
    self.records = records
    self.blankRecords = blankRecords
    self.physicalLines = physicalLines
    self.lastRecordLacksLineEnd = lastRecordLacksLineEnd
  }
}
