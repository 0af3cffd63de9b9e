import Domain
import SafeText
import ServiceLayer

/// Rejected rows that state another quantity of an order line which the same run cancelled later.
///
/// Cancellations are taken after orders. The reason of such a row says to drop an amendment, which
/// would order the cancelled line again: so the reason says that too, before anybody reads it.
struct CancelledLater {
  private let store: any Store
  /// The files of the run that may have such rows.
  private let files: [FileImport]

  private static let addition =
    "; the line was cancelled later in the same run: an amendment would order it again"

  init(_ run: Run, in store: any Store) throws {
    self.store = store
    let imports = try store.imports.imports(of: run)
    let hasCancelled = imports.contains {
      $0.kind == .cancellations && $0.counts.applied > 0
    }
    files = imports.filter { file in
      hasCancelled && file.counts.rejected > 0 && [.orders, .allocations].contains(file.kind)
    }
  }

  /// Adds to the reasons of such rows; a second call changes nothing.
  func addToReasons() throws {
    for file in files {
      var rows: [KeptRow] = []
      let first = try file.retryOf.map(store.imports.find) ?? file
      try store.rows.rejectedRows(triedIn: file.id) { row in
        guard let first, row.isOpen, row.faults.contains(where: Self.isUnaware),
          try isCancelled(row, of: first)
        else { return }
        rows.append(Self.adding(to: row))
      }
      guard !rows.isEmpty else { continue }
      try store.transaction { work in
        for row in rows {
          try work.rows.forget(row.source)
          try work.rows.keep(row)
        }
      }
    }
  }

  /// Says how many rows of a file are of lines that were cancelled later; nil if there are none.
  func told(of file: FileImport) throws -> String? {
    guard files.contains(where: { $0.id == file.id }) else { return nil }
    var found = NotedRows()
    try store.rows.rejectedRows(triedIn: file.id) { row in
      guard row.faults.contains(where: { $0.reason.hasSuffix(Self.addition) }) else { return }
      found.note(line: row.source.line)
    }
    guard found.rows > 0 else { return nil }
    let name = file.name.displayed
    let (state, lines, it) =
      found.rows == 1
      ? ("states another qty of a line that", "the line", "it")
      : ("state other quantities of lines that", "those lines", "them")
    return """
      \(name): \(counted(found.rows, "rejected row")) \(state) this run cancelled later, first in \
      \(name):\(found.firstLine): an amendment would order \(lines) again; if the cancellation is \
      right, do not amend \(it)
      """
  }

  private func isCancelled(_ row: KeptRow, of file: FileImport) throws -> Bool {
    guard let names = try RowNames(row, of: file), let orderID = names.orderID else { return false }
    return try store.reports.lines(of: orderID).contains {
      $0.sku == names.sku && $0.place == .cancelled
    }
  }

  /// Whether a fault advises an amendment and does not mention the cancellation.
  private static func isUnaware(_ fault: RowFault) -> Bool {
    fault.code == FaultCode.lineDiffers.rawValue && fault.reason.contains(": to change it, put ")
  }

  private static func adding(to row: KeptRow) -> KeptRow {
    KeptRow(
      source: row.source,
      outcome: row.outcome,
      triedIn: row.triedIn,
      cells: row.cells,
      cellCount: row.cellCount,
      faults: row.faults.map { fault in
        guard isUnaware(fault), !fault.reason.hasSuffix(addition) else { return fault }
        return RowFault(
          code: fault.code,
          column: fault.column,
          value: fault.value,
          reason: fault.reason + addition
        )
      },
      awaited: row.awaited,
      deferredLine: row.deferredLine
    )
  }
}
