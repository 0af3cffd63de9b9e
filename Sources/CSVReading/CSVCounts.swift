/// The records and lines of a file, counted.
///
/// Every physical line belongs to the header, to a record, to a blank record or to the lines before
/// the header.
package struct CSVCounts: Equatable, Sendable {
  /// Records below the header that are neither blank nor unwanted.
  package var records: Int
  /// Records whose cells are all empty; each is one line.
  package var blankRecords: Int
  /// Records with text that `CSVForm.skips` skips.
  package var unwantedRecords: Int
  /// Lines as an editor counts them.
  package var physicalLines: Int
  /// Whether the file ends without a line end after its last record.
  package var lastRecordLacksLineEnd: Bool

  package init(
    records: Int,
    blankRecords: Int,
    unwantedRecords: Int = 0,
    physicalLines: Int,
    lastRecordLacksLineEnd: Bool
  ) {
    self.records = records
    self.blankRecords = blankRecords
    self.unwantedRecords = unwantedRecords
    self.physicalLines = physicalLines
    self.lastRecordLacksLineEnd = lastRecordLacksLineEnd
  }
}
