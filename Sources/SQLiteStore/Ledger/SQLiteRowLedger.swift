import Domain
import GRDB
import ServiceLayer

/// The ledger of rows that were not done.
final class SQLiteRowLedger: RowLedger {
  let connection: Connection

  init(connection: Connection) { self.connection = connection }

  func importsWithDeferredRows(of kind: FileKind) throws -> [(importID: Int, rows: Int)] {
    try connection.read { db in
      // The joins start from the rows: there are more imports than rows that were not done.
      try Row.fetchAll(
        db,
        sql: """
          SELECT import, count(*) FROM unsettled_rows CROSS JOIN imports ON id = import
          WHERE outcome = 'deferred' AND kind = ? GROUP BY import ORDER BY import
          """,
        arguments: [kind.rawValue]
      ).map { (importID: $0[0], rows: $0[1]) }
    }
  }

  func deferredRows(
    of importID: Int,
    notTriedSince retry: Int,
    limit: Int
  ) throws -> [KeptRow] {
    try connection.read { db in
      let cursor = try Row.fetchCursor(
        db,
        sql: """
          SELECT * FROM unsettled_rows
          WHERE import = ? AND outcome = 'deferred' AND tried < ? ORDER BY row LIMIT ?
          """,
        arguments: [importID, retry, limit]
      )
      var rows: [KeptRow] = []
      var bytes = 0
      // A row may have a million bytes, so the bytes are limited too.
      while bytes < 2 << 20, let next = try cursor.next() {
        rows.append(try KeptRow(next, db))
        bytes += rows.last?.cells.count ?? 0
      }
      return rows
    }
  }

  func openDeferredRows(
    of kind: FileKind,
    atMost limit: Int,
    _ row: (KeptRow) throws -> Void
  ) throws -> Int {
    try connection.read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT unsettled_rows.* FROM unsettled_rows CROSS JOIN imports ON id = import
          WHERE outcome = 'deferred' AND is_open = 1 AND kind = ? ORDER BY import, row LIMIT ?
          """,
        arguments: [kind.rawValue, limit]
      )
      while let next = try rows.next() { try row(KeptRow(next, db)) }
      return try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM unsettled_rows CROSS JOIN imports ON id = import
          WHERE outcome = 'deferred' AND is_open = 1 AND kind = ?
          """,
        arguments: [kind.rawValue]
      ) ?? 0
    }
  }

  func rejectedRows(
    triedIn importID: Int,
    _ row: (KeptRow) throws -> Void
  ) throws {
    try connection.read { db in
      let cursor = try Row.fetchCursor(
        db,
        sql: """
          SELECT * FROM unsettled_rows WHERE tried = ? AND outcome = 'rejected'
          ORDER BY import, row
          """,
        arguments: [importID]
      )
      while let next = try cursor.next() { try row(KeptRow(next, db)) }
    }
  }

  func widestRejectedRow(triedIn importID: Int) throws -> Int? {
    try connection.read { db in
      try Int.fetchOne(
        db,
        sql: """
          SELECT max(cell_count) FROM unsettled_rows WHERE tried = ? AND outcome = 'rejected'
          """,
        arguments: [importID]
      )
    }
  }
}

extension KeptRow {
  init(_ row: Row, _ db: Database) throws {
    let source = RowSource(importID: row["import"], row: row["row"], line: row["line"])
    let faults = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT code, column_name, value, reason FROM faults WHERE import = ? AND row = ?
          ORDER BY n
          """
      ),
      arguments: [source.importID, source.row]
    )
    self.init(
      source: source,
      outcome: try row.word("outcome", as: Outcome.self),
      triedIn: row["tried"],
      cells: row.bytes("cells"),
      cellCount: row["cell_count"],
      faults: faults.map {
        RowFault(code: $0[0], column: $0[1], value: $0[2], reason: $0[3])
      },
      awaited: row["deferred_qty"] == nil ? Self.awaited(row) : nil,
      deferredLine: Self.deferredLine(row),
      isOpen: row["is_open"]
    )
  }

  private static func awaited(_ row: Row) -> RowKey? {
    if let reference = row["awaited_ref"] as String? {
      return .batch(BatchReference(rawValue: reference))
    }
    guard let orderID = row["awaited_order"] as String?, let sku = row["awaited_sku"] as String?
    else { return nil }
    return .line(OrderID(rawValue: orderID), Sku(rawValue: sku))
  }

  private static func deferredLine(_ row: Row) -> OrderLine? {
    guard let quantity = row["deferred_qty"] as Int?,
      case .line(let orderID, let sku) = awaited(row)
    else { return nil }
    return OrderLine(orderID: orderID, sku: sku, quantity: quantity)
  }
}
