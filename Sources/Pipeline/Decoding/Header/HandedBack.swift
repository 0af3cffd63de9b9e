import CSVReading
import ServiceLayer

/// The additional columns of a rejects file, and how a row that was not corrected is recognised.
package struct HandedBack {
  /// The surplus cells of a row, joined.
  static let extra = "allot_extra"
  /// The columns that a rejects file adds to those of the original file.
  static let notes = ["allot_line", "allot_codes", "allot_reason"]
  /// Marks a missing cell, so that the unchanged row is not taken for a complete one.
  static let missing = "(missing)"

  private let extra: Int?

  /// Looks at the column names of a file; nil if it is not a rejects file.
  init?(_ names: [[UInt8]]) {
    guard names.contains(where: Self.isNote) else { return nil }
    extra = names.firstIndex { $0.elementsEqual(Self.extra.utf8) }
  }

  /// Whether a column is one that a rejects file adds.
  static func isOwn(_ name: [UInt8]) -> Bool { isNote(name) || name.elementsEqual(extra.utf8) }

  private static func isNote(_ name: [UInt8]) -> Bool {
    notes.contains { name.elementsEqual($0.utf8) }
  }

  /// Why a row is not corrected; nil if it may be.
  func fault(of record: CSVRecord) -> RowFault? {
    if let extra, extra < record.count, !record[extra].trimmed.isEmpty {
      return RowFault(
        .tooManyCells,
        column: Self.extra,
        value: shownValue(record[extra]),
        reason: """
          the row had more cells than the header: put the text of \(Self.extra) where it \
          belongs, or delete it, and empty that cell
          """
      )
    }
    guard record.contains(where: { $0.trimmed.elementsEqual(Self.missing.utf8) }) else {
      return nil
    }
    return RowFault(
      .tooFewCells,
      reason:
        "the row had fewer cells than the header: write what belongs there for \(Self.missing)"
    )
  }
}
