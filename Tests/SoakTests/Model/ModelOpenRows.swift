import Domain
import ServiceLayer
import TestSupport

/// A rejected row that is not corrected yet.
struct ModelOpenRow {
  let row: ModelRow
  /// The import that rejected it, and the start of its run.
  let rejectedIn: Int
  let rejectedOn: Int
  /// The file in rejects/ that has it.
  var file = ""
  /// The line or batch that was not known when it was rejected.
  let awaited: RowKey?
}

extension ReferenceModel {
  func knows(_ key: RowKey) -> Bool {
    switch key {
    case .line(let orderID, let sku):
      lines.contains { $0.orderID == orderID.rawValue && $0.sku == sku.rawValue }
    case .batch(let reference): batches.contains { $0.first.reference == reference }
    }
  }
}

extension ModelRoot {
  /// Closes the rows that no longer need a correction when a run has done its files.
  mutating func closeRows(at run: ModelRun) {
    guard run.asked.command != .report else { return }
    open = open.filter { open in
      let isAccepted = open.awaited.map(rules.knows) ?? false
      return !isAccepted && nights(open.rejectedOn, run.asked.now) < 60
    }
  }

  /// The import whose rejected rows a file brings back.
  func corrected(by file: ModelImport) -> Int? {
    guard file.header.map(folded).contains("allot_line") else { return nil }
    let candidates = open.filter { open in
      let stem = open.file.dropLast(4)
      guard !open.file.isEmpty, file.name.hasPrefix(stem) else { return false }
      return file.name.dropFirst(stem.count).prefixMatch(of: /-[0-9]/) == nil
        || file.name == open.file
    }
    return candidates.max {
      ($0.file.utf8.count, $1.rejectedIn) < ($1.file.utf8.count, $0.rejectedIn)
    }?
    .rejectedIn
  }

  /// Whether a file must be reported to a person because of rows that came before.
  func bringsOpenRows(_ file: ModelImport) -> Bool {
    guard file.state == "duplicate" || file.state == "grown", let earlier = file.earlier else {
      return false
    }
    var (id, last) = (earlier, file.state == "grown" ? file.known : .max)
    while true {
      if open.contains(where: { $0.row.importID == id && $0.row.number <= last }) { return true }
      let before = imports[id - 1]
      guard before.state == "grown", let next = before.earlier else { return false }
      (id, last) = (next, min(last, before.known))
    }
  }

  /// Whether the deferred rows of a retry have now waited for two nights, but had not in its last
  /// run.
  func waitsForTwoNights(_ file: ModelImport) -> Bool {
    guard let first = file.retryOf, file.counts.deferred > 0 else { return false }
    let came = imports[first - 1].run.asked.now
    guard nights(came, file.run.asked.now) >= 2 else { return false }
    let before = imports.last { $0.retryOf == first && $0.id < file.id }
    return before.map { nights(came, $0.run.asked.now) < 2 } ?? true
  }

  /// The lines of open.csv, without columns, values and reasons.
  func openLines(at run: ModelRun) -> [[String]] {
    let rows = open.map { ($0.row, $0.file) } + deferred.filter { !$0.isWithdrawn }.map { ($0, "") }
    return rows.sorted { ($0.0.importID, $0.0.number) < ($1.0.importID, $1.0.number) }
      .flatMap { row, file in
        let came = imports[row.importID - 1].run
        return row.faults.map { fault in
          [
            row.file, "\(row.line)", came.name, "\(nights(came.asked.now, run.asked.now))",
            file.isEmpty ? "deferred" : "rejected", fault.code, file,
          ]
        }
      }
  }

  private func nights(_ earlier: Int, _ later: Int) -> Int { later / 86_400 - earlier / 86_400 }
}

/// The predicted lines of an open.csv; a cell that would be a formula is shown with a `'`.
func openLines(_ text: String) -> [[String]] {
  let csv = ModelCSV(Array(text.utf8), delimiter: UInt8(ascii: ","))
  return (csv?.records ?? []).map { record in
    let cells = record.cells.map { String(decoding: $0, as: UTF8.self) }
    return [0, 1, 2, 3, 4, 5, 9].map { place in
      guard place < cells.count else { return "?" }
      let isGuarded = cells[place].prefixMatch(of: /'[=+\-@]/) != nil
      return isGuarded ? String(cells[place].dropFirst()) : cells[place]
    }
  }
}
