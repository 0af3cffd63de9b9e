import Domain
import ServiceLayer

/// Finds the rows of a corrected rejects file whose ids have lost their leading zeros in a spreadsheet.
///
/// Such a row would create a line or batch with another id, and the intended one would be missing.
struct CutZeros {
  /// A row that came back with ids that differ from the original ones.
  struct Loss {
    let faults: [RowFault]
    /// What the row would create with its original ids.
    let key: RowKey?
  }

  /// What the ledger keeps of a row.
  fileprivate struct Row {
    let names: RowNames
    /// What the file calls a batch.
    let reference: Column
    let place: String
    let key: RowKey?
    let faults: [RowFault]
  }

  private var rows: [Int: Row] = [:]

  /// Reads the rows that an import has rejected.
  init(rejectedIn importID: Int, in store: any Store) throws {
    guard let tried = try store.imports.find(importID),
      let file = try tried.retryOf.map(store.imports.find) ?? tried
    else { return }
    try store.rows.rejectedRows(triedIn: importID) { kept in
      guard Self.mayHaveZeros(kept.cells) || kept.faults.contains(where: Self.isLoss),
        let names = try RowNames(kept, of: file)
      else { return }
      rows[kept.source.line] = Row(
        names: names,
        reference: file.kind == .allocations ? .batchReference : .reference,
        place: "\(file.name.displayed):\(kept.source.line)",
        key: kept.faults.contains(where: Self.isLoss) ? kept.awaited : names.key(in: file.kind),
        faults: kept.faults
      )
    }
  }

  /// What the row that was rejected on a line has lost; nil if nothing.
  func loss(line: Int, nowWith names: @autoclosure () -> RowNames) -> Loss? {
    guard let row = rows[line] else { return nil }
    let now = names()
    let faults = [
      row.fault(.orderID, row.names.orderID, now.orderID, unless: [.nearTwin, .unknownLine]),
      row.fault(.sku, row.names.sku, now.sku, unless: [.unknownSku]),
      row.fault(row.reference, row.names.reference, now.reference, unless: [.unknownBatch]),
    ].compactMap(\.self)
    return faults.isEmpty ? nil : Loss(faults: faults, key: row.key)
  }

  /// Whether a fault says that an id has lost its zeros: any other id that a spreadsheet has
  /// changed does not consist only of digits.
  private static func isLoss(_ fault: RowFault) -> Bool {
    fault.code == FaultCode.spreadsheetDamage.rawValue && !fault.value.isEmpty
      && fault.value.utf8.allSatisfy { 0x30...0x39 ~= $0 }
  }

  /// Whether some cell may begin with a zero and another digit; most rows need no further check.
  private static func mayHaveZeros(_ cells: [UInt8]) -> Bool {
    var isStart = true
    for index in cells.indices {
      let next = index + 1 < cells.count ? cells[index + 1] : 0
      if isStart, cells[index] == 0x30, 0x30...0x39 ~= next { return true }
      isStart = !(0x30...0x39 ~= cells[index])
    }
    return false
  }
}

extension CutZeros.Row {
  /// The fault of an id that has changed; nil if the change may be a correction.
  ///
  /// If the id itself was refused with one of `codes`, another id may be the correction.
  fileprivate func fault(
    _ column: Column,
    _ was: String?,
    _ now: String?,
    unless codes: [FaultCode]
  ) -> RowFault? {
    guard let now else { return nil }
    // Rejected for this before, and not corrected since.
    let same = faults.first {
      $0.code == FaultCode.spreadsheetDamage.rawValue && $0.column == column.rawValue
        && $0.value == now
    }
    if let same { return same }
    guard let was, SpreadsheetChange.mayHaveCutZeros(of: was, leaving: now),
      now == "0" || !now.hasPrefix("0"),
      !faults.contains(where: { fault in codes.contains { $0.rawValue == fault.code } })
    else { return nil }
    return RowFault(
      .spreadsheetDamage,
      column: column.rawValue,
      value: now,
      reason: """
        this row had \(column.rawValue) '\(was)' when it was rejected (\(place)), and came back with \
        '\(now)': a spreadsheet has cut off the leading zeros; write '\(was)' again, and check the \
        other rows of the file; if '\(now)' is meant, put the row into a file that is not from rejects/
        """
    )
  }
}

extension RowNames {
  /// What a row of a file would create.
  fileprivate func key(in kind: FileKind?) -> RowKey? {
    switch kind {
    case .batches: return reference.map { .batch(BatchReference(rawValue: $0)) }
    case .orders, .allocations:
      guard let orderID, let sku else { return nil }
      return .line(OrderID(rawValue: orderID), Sku(rawValue: sku))
    default: return nil
    }
  }
}
