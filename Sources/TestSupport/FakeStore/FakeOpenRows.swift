import Domain
import ServiceLayer

/// The queries about open rows and the closing of rows, with plain loops.
extension FakeRowLedger {
  func closeRows(at run: Run, forgetDays: Int) {
    let closed = store.tables.openRows { row in
      guard row.outcome == .rejected else { return false }
      if let awaited = row.awaited, store.knows(awaited) { return true }
      let rejected = store.tables.run(ofImport: row.triedIn)
      return rejected.map { run.nights(since: $0) >= forgetDays } ?? false
    }
    store.tables.closedRows.formUnion(closed.map { LedgerTables.RowNumber($0.source) })
  }

  func rowsToCorrect(of importID: Int, upTo row: Int) -> [RowsToCorrect] {
    let rows = store.tables.openRows {
      $0.outcome == .rejected && $0.source.importID == importID && $0.source.row <= row
    }
    return Dictionary(grouping: rows, by: \.triedIn).sorted { $0.key < $1.key }.map {
      RowsToCorrect(rows: $0.value.count, file: store.tables.find($0.key)?.rejectsFile)
    }
  }

  func rowsToCorrect(rejectedIn importID: Int) -> Int {
    store.tables.openRows { row in
      row.outcome == .rejected && row.triedIn == importID
        && row.awaited.map { !store.knows($0) } ?? true
    }.count
  }

  func openDeferredRows(
    of kind: FileKind,
    atMost limit: Int,
    _ row: (KeptRow) throws -> Void
  ) throws -> Int {
    let rows = store.tables.openRows { row in
      row.outcome == .deferred && store.tables.find(row.source.importID)?.kind == kind
    }
    for each in rows.prefix(limit) { try row(each) }
    return rows.count
  }

  func filesToCorrect() -> [(importID: Int, name: FileName)] {
    let rejecting = Set(store.tables.openRows { $0.outcome == .rejected }.map(\.triedIn))
    return rejecting.sorted().compactMap { importID in
      store.tables.find(importID)?.rejectsFile.map { (importID: importID, name: $0) }
    }
  }

  func skipped(by importID: Int) -> SkippedOrderLines? {
    let rows = store.tables.skipped.filter { $0.value.importID == importID }
    guard let first = rows.min(by: { $0.value.line < $1.value.line }),
      case .line(let orderID, let sku) = first.key
    else { return nil }
    return SkippedOrderLines(lines: rows.count, orderID: orderID, sku: sku, line: first.value.line)
  }

  func openRows(before run: Run) -> OpenRows {
    var open = OpenRows()
    for row in store.tables.openRows(where: { _ in true }) {
      guard let came = store.tables.run(ofImport: row.source.importID), came.id < run.id,
        row.outcome == .deferred || store.tables.run(ofImport: row.triedIn)?.id != run.id
      else { continue }
      row.outcome == .rejected ? (open.rejected += 1) : (open.deferred += 1)
      open.nights = max(open.nights, run.nights(since: came))
    }
    return open
  }

  func rejections(in run: Run) -> [RejectionGroup] {
    struct Group: Hashable {
      let code: String
      let column: String
    }
    let rows = store.tables.rows {
      $0.outcome == .rejected && store.tables.run(ofImport: $0.triedIn)?.id == run.id
        && !$0.faults.isEmpty
    }
    let groups = Dictionary(grouping: rows) { row in
      Group(code: row.faults.last?.code ?? "", column: row.faults.last?.column ?? "")
    }
    return groups.map { group, rows in
      let files = Set(rows.map(\.source.importID))
      return RejectionGroup(
        code: group.code,
        column: group.column,
        rows: rows.count,
        files: files.count,
        file: files.min().flatMap(store.tables.find)?.name ?? FileName("")
      )
    }.sorted { ($1.rows, $0.code, $0.column) < ($0.rows, $1.code, $1.column) }
  }
}

extension FakeRowLedger {
  func openGroups(at run: Run, newSince first: Int) -> [OpenGroup] {
    struct Key: Hashable {
      let outcome: KeptRow.Outcome
      let code: String
      let column: String
      let isNew: Bool
    }
    let tables = store.tables
    let rows = tables.rows { row in
      let isClosed = tables.closedRows.contains(LedgerTables.RowNumber(row.source))
      let isOfRun = tables.run(ofImport: row.triedIn)?.id == run.id
      return !row.faults.isEmpty && (!isClosed || isOfRun)
    }
    let groups = Dictionary(grouping: rows) { row in
      let leftOpen = row.outcome == .rejected ? row.triedIn : row.source.importID
      return Key(
        outcome: row.outcome,
        code: row.faults.last?.code ?? "",
        column: row.faults.last?.column ?? "",
        isNew: (tables.run(ofImport: leftOpen)?.id ?? 0) >= first
      )
    }
    return groups.compactMap { key, rows -> OpenGroup? in
      guard let oldest = rows.first else { return nil }
      let came = rows.compactMap { tables.run(ofImport: $0.source.importID) }
      return OpenGroup(
        outcome: key.outcome,
        code: key.code,
        column: key.column,
        isNew: key.isNew,
        rows: rows.count,
        files: Set(rows.map(\.source.importID)).count,
        nights: came.map { run.nights(since: $0) }.max() ?? 0,
        file: tables.find(oldest.source.importID)?.name ?? FileName(""),
        line: oldest.source.line,
        value: oldest.faults.last?.value ?? "",
        reason: oldest.faults.last?.reason ?? "",
        rejectsFile: key.outcome == .rejected ? tables.find(oldest.triedIn)?.rejectsFile : nil
      )
    }.sorted { ($1.rows, $0.code, $0.column) < ($0.rows, $1.code, $1.column) }
  }
}
