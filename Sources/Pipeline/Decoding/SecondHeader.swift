import CSVReading
import ServiceLayer

/// Recognises a header in the middle of a file, which is there if two files were joined.
///
/// The second file may have its columns in another order and under other names.
struct SecondHeader {
  private let names: [HeaderName]
  private let used: Set<Int>
  private let required: [Column]
  private let layout: FileLayout
  /// Whether a header can pass as a row, because no column needs a number or a date.
  private let passesForARow: Bool

  init(_ layout: FileLayout) {
    self.layout = layout
    names = layout.names
    used = layout.used
    required = layout.kind.requiredColumns
    passesForARow = layout.kind == .cancellations
  }

  static var fault: RowFault {
    RowFault(
      .secondHeader,
      reason: "a second header line: were two files joined? delete this line"
    )
  }

  /// Whether a row that has faults is a header: it names all required columns, in any order.
  func isFailed(_ record: CSVRecord) -> Bool {
    guard record.count >= required.count else { return false }
    let cells = (0..<record.count).map { name(record, $0) }
    if repeatsNames(cells) { return true }
    return required.allSatisfy { column in
      cells.contains { $0.serves(for: column) }
        || layout[column].map { position in cells.contains { $0.folded == names[position].folded } }
          == true
    }
  }

  /// Whether a row without faults is a header: each cell that is used names one of the columns.
  func isDone(_ record: CSVRecord) -> Bool {
    guard passesForARow else { return false }
    return used.allSatisfy { position in
      guard position < record.count else { return false }
      let cell = name(record, position)
      return cell.folded == names[position].folded
        || (required + layout.kind.optionalColumns).contains { cell.serves(for: $0) }
    }
  }

  /// The names of unused columns in the other header do not matter.
  private func repeatsNames(_ cells: [HeaderName]) -> Bool {
    used.allSatisfy { $0 < cells.count && cells[$0].folded == names[$0].folded }
  }

  private func name(_ record: CSVRecord, _ position: Int) -> HeaderName {
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let cell = record[position]
    let hasMark = position == 0 && cell.starts(with: byteOrderMark)
    return HeaderName(hasMark ? Array(cell.dropFirst(byteOrderMark.count)) : Array(cell))
  }
}
