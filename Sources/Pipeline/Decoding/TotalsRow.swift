import CSVReading
import SafeText
import ServiceLayer

/// A row with totals, as reports and spreadsheets have at the end.
enum TotalsRow {
  /// Adds to the last fault that the row looks like a row of totals, if it does.
  ///
  /// `header` has the column names of a file with a rule, because a rule can skip such rows.
  static func hinted(
    _ faults: [RowFault],
    _ record: CSVRecord,
    header: [HeaderName]? = nil
  ) -> [RowFault] {
    let place = (0..<record.count).first { saysTotal(record[$0]) }
    guard let last = faults.last, let place else { return faults }
    var remedy = "delete it"
    if let header, place < header.count {
      let word = escaped(record[place].trimmed, atMost: 30)
      remedy += ", or write skip-rows = { \"\(header[place].shown)\" = [\"\(word)\"] } in its rule"
    }
    let hinted = RowFault(
      code: last.code,
      column: last.column,
      value: last.value,
      reason: last.reason + "; the row looks like a row of totals: \(remedy)"
    )
    return faults.dropLast() + [hinted]
  }

  private static func saysTotal(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    guard cell.count <= 30 else { return false }
    let text = String(decoding: cell.trimmed, as: UTF8.self).lowercased()
    return words.contains(text.hasSuffix(":") ? String(text.dropLast()) : text)
  }

  private static let words: Set = [
    "total", "totals", "grand total", "subtotal", "sub-total", "sum", "summe", "gesamt",
    "gesamtsumme", "totaal", "totale", "suma", "somme", "celkem", "合计", "总计",
  ]
}
