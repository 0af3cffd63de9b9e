import CSVReading
import ServiceLayer

/// What a rejects file says in columns of its own, and how a row of one is known to be not mended.
package struct HandedBack {
  /// The cells that a row had too many, all together.
  static let extra = "allot_extra"
  /// What a rejects file has behind the columns of the file that it came from.
  static let notes = ["allot_line", "allot_codes", "allot_reason"]
  /// Stands where a cell was missing, so that the row is not taken as it is for a whole one.
  static let missing = "(missing)"

  private let extra: Int?

  /// Looks at the names of a file's columns; nil where it is no rejects file.
  init?(_ names: [[UInt8]]) {
    guard names.contains(where: Self.isNote) else { return nil }
    extra = names.firstIndex { $0.elementsEqual(Self.extra.utf8) }
  }

  /// Whether a column is one that a rejects file has of its own.
  static func isOwn(_ name: [UInt8]) -> Bool { isNote(name) || name.elementsEqual(extra.utf8) }

  private static func isNote(_ name: [UInt8]) -> Bool {
    notes.contains { name.elementsEqual($0.utf8) }
  }

  /// Why a row was not mended; nil where it may have been.
  func fault(of record: CSVRecord) -> RowFault? {
    if let extra, extra < record.count, !record[extra].trimmed.isEmpty {
      return RowFault(
        .tooManyCells,
        column: Self.extra,
        value: shownValue(record[extra]),
        reason: """
          the row had more cells than the header: put what stands in \(Self.extra) where it \
          belongs, or drop it, and empty that cell
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
