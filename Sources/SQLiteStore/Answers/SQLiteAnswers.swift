import Domain
import GRDB
import ServiceLayer

/// Answers single questions by key, so that the number of other order lines does not matter.
final class SQLiteAnswers: AnswerSource {
  let connection: Connection

  init(connection: Connection) { self.connection = connection }

  func lines(of orderID: OrderID) throws -> [LineToday] {
    try connection.read { db in
      let lines =
        try allocated(orderID, db) + waiting(orderID, db) + cancelled(orderID, db)
      return lines.sorted { $0.sku.utf8.lexicographicallyPrecedes($1.sku.utf8) }
    }
  }

  func waiting() throws -> WaitingLines {
    try connection.read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT lines, units, skus, (SELECT started FROM runs WHERE id = first) FROM (
            SELECT sum(lines) AS lines, sum(units) AS units, count(*) AS skus, min(first) AS first
            FROM (SELECT count(*) AS lines, sum(qty) AS units, min(since) AS first
              FROM backorders GROUP BY sku))
          """
      )
      guard let row, let lines: Int = row[0] else { return WaitingLines() }
      return WaitingLines(lines: lines, units: row[1], skus: row[2], oldest: row[3])
    }
  }

  func linesWaiting(upTo run: Int) throws -> Int {
    try connection.read { db in
      try Int.fetchOne(
        db,
        sql: "SELECT count(*) FROM backorders WHERE since <= ?",
        arguments: [run]
      ) ?? 0
    }
  }

  func freeStock(of sku: Sku, naming most: Int) throws -> FreeStock {
    try connection.read { db in
      let open = "FROM stock JOIN products ON products.id = stock.product WHERE sku = ?"
      let sums = try Row.fetchOne(
        db,
        sql: "SELECT count(*), coalesce(sum(available), 0) \(open)",
        arguments: [sku.rawValue]
      )
      let largest = try Row.fetchAll(
        db,
        sql: """
          SELECT ref, eta, purchased, available, sku FROM
            (SELECT batch, available, sku \(open) ORDER BY available DESC, batch LIMIT ?)
          JOIN batches ON number = batch ORDER BY available DESC, batch
          """,
        arguments: [sku.rawValue, most]
      )
      return FreeStock(
        batches: sums?[0] ?? 0,
        units: sums?[1] ?? 0,
        largest: largest.map(BatchToday.init)
      )
    }
  }

  func openRows(
    of kinds: [FileKind],
    containing bytes: [UInt8],
    _ row: (KeptRow) throws -> Void
  ) throws {
    try connection.read { db in
      let cursor = try Row.fetchCursor(
        db,
        sql: """
          SELECT unsettled_rows.* FROM unsettled_rows CROSS JOIN imports ON id = import
          WHERE is_open = 1 AND kind IN (SELECT value FROM json_each(?))
            AND instr(cells, ?) > 0 ORDER BY import, row
          """,
        arguments: [
          "[" + kinds.map { "\"\($0.rawValue)\"" }.joined(separator: ",") + "]", bytes.databaseBlob,
        ]
      )
      while let next = try cursor.next() { try row(KeptRow(next, db)) }
    }
  }

  // MARK: - Order lines

  private func allocated(_ orderID: OrderID, _ db: Database) throws -> [LineToday] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT ref, eta, purchased, coalesce(available, 0), v.sku, v.qty, number
        FROM allocations_view AS v JOIN batches ON ref = batchref
        LEFT JOIN stock ON stock.product = batches.product AND stock.batch = number
        WHERE orderid = ?
        """,
      arguments: [orderID.rawValue]
    )
    return try rows.map { row in
      let number = try LineFinder(db).number(of: orderID, Sku(rawValue: row[4]), onBatch: row[6])
      return LineToday(
        orderID: orderID.rawValue,
        sku: row[4],
        quantity: row[5],
        ordered: try number.flatMap { try rowPlace(ofLine: $0, db) },
        place: .allocated(BatchToday(row))
      )
    }
  }

  private func waiting(_ orderID: OrderID, _ db: Database) throws -> [LineToday] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT sku, qty, number, name, started FROM backorders JOIN runs ON runs.id = since
        WHERE orderid = ?
        """,
      arguments: [orderID.rawValue]
    )
    return try rows.map { row in
      let before = try Row.fetchOne(
        db,
        sql: """
          SELECT count(*), coalesce(sum(qty), 0) FROM backorders WHERE sku = ? AND number < ?
          """,
        arguments: [row[0] as String, row[2] as Int]
      )
      return LineToday(
        orderID: orderID.rawValue,
        sku: row[0],
        quantity: row[1],
        ordered: try rowPlace(ofLine: row[2], db),
        place: .waiting(
          PlaceInQueue(
            since: row[3],
            sinceStarted: row[4],
            linesBefore: before?[0] ?? 0,
            unitsBefore: before?[1] ?? 0
          )
        )
      )
    }
  }

  private func cancelled(_ orderID: OrderID, _ db: Database) throws -> [LineToday] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT sku, qty, batch, number, by_import, by_line, by_try FROM cancelled_lines
        WHERE orderid = ?
        """,
      arguments: [orderID.rawValue]
    )
    return try rows.map { row in
      var number: Int? = row[3]
      if number == nil, let batch: Int = row[2] {
        number = try LineFinder(db).number(of: orderID, Sku(rawValue: row[0]), onBatch: batch)
      }
      var canceller: RowPlace?
      if let importID: Int = row[4], let line: Int = row[5], let tried: Int = row[6] {
        canceller = try rowPlace(importID: importID, line: line, triedIn: tried, db)
      }
      return LineToday(
        orderID: orderID.rawValue,
        sku: row[0],
        quantity: row[1],
        ordered: try number.flatMap { try rowPlace(ofLine: $0, db) },
        place: .cancelled(by: canceller, whileWaiting: row[2] == nil)
      )
    }
  }

  // MARK: - Rows

  /// The row that ordered a line.
  private func rowPlace(ofLine number: Int, _ db: Database) throws -> RowPlace? {
    let row = try Row.fetchOne(
      db,
      sql: "SELECT import, line FROM order_lines WHERE number = ?",
      arguments: [number]
    )
    guard let row else { return nil }
    // The number contains the import that accepted the line, unless the first version assigned it.
    let tried = number > LineNumber.mostRows ? number >> 32 : row[0]
    return try rowPlace(importID: row[0], line: row[1], triedIn: tried, db)
  }

  private func rowPlace(
    importID: Int,
    line: Int,
    triedIn tried: Int,
    _ db: Database
  ) throws -> RowPlace? {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT (SELECT name FROM imports WHERE id = ?),
          (SELECT name FROM runs WHERE id = (SELECT run FROM imports WHERE id = ?))
        """,
      arguments: [importID, tried]
    )
    guard let file: FileName = row?[0], let run: String = row?[1] else { return nil }
    return RowPlace(file: file.displayed, line: line, run: run)
  }
}

extension BatchToday {
  /// Reads ref, eta, purchased, available and sku from the first columns.
  init(_ row: Row) {
    self.init(sku: row[4], reference: row[0], eta: row[1], purchased: row[2], available: row[3])
  }
}
