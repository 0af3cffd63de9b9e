import Domain
import ServiceLayer

/// Deferred rows for an unknown order whose id differs from a known one only by leading zeros: a
/// spreadsheet may have removed them.
///
/// They are reported at once: otherwise the sender of a cancellation would learn only nights later
/// that the line still holds its stock.
struct LostZeros {
  private let store: any Store

  init(_ store: any Store) { self.store = store }

  /// How many rows of a file are checked; a spreadsheet changes the whole column.
  private static let mostRows = 50
  /// The longest id that is tried, in digits.
  private static let longest = 32

  /// A sentence about the first such row of a file, for a person; nil if there is none.
  func told(of file: FileImport) throws -> String? {
    guard file.kind == .cancellations || file.kind == .amendments, file.state.wasImported,
      file.counts.deferred > 0
    else { return nil }
    let rows = try store.rows.deferredRows(
      of: file.id,
      notTriedSince: .max,
      limit: Self.mostRows
    )
    for row in rows where row.triedIn == file.id {
      guard row.faults.last?.code == FaultCode.unknownLine.rawValue,
        let names = try RowNames(row, of: file), let order = names.orderID,
        let twin = try twin(of: order, names.sku)
      else { continue }
      return """
        \(file.name.displayed):\(row.source.line): order \(order) is not known, but \(twin) is, which \
        differs only by leading zeros: the row waits and changes nothing; check the other rows of \
        the file, too, because a spreadsheet may have changed the column
        """
    }
    return nil
  }

  /// A known order whose id differs only by leading zeros; nil if there is none.
  ///
  /// It has a line that is not cancelled, of that sku if one is named.
  private func twin(of order: String, _ sku: String?) throws -> String? {
    guard order.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
    let digits = order.drop { $0 == "0" }
    guard digits.utf8.count < Self.longest else { return nil }
    for zeros in 0...(Self.longest - digits.utf8.count) {
      let other = String(repeating: "0", count: zeros) + digits
      guard other != order else { continue }
      let isMeant = try store.reports.lines(of: other).contains { line in
        line.place != .cancelled && (sku == nil || line.sku == sku)
      }
      if isMeant { return other }
    }
    return nil
  }
}
