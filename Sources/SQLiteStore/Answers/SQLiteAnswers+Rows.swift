import Domain
import GRDB
import ServiceLayer

/// Answers about files and their rows.
extension SQLiteAnswers {
  func imports(named name: FileName) throws -> [FileImport] { try imports("name = ?", [name]) }

  func imports(namedFrom beginning: FileName) throws -> [FileImport] {
    // In byte order, all names with this beginning come directly after it.
    guard let text = String(validating: beginning.bytes, as: UTF8.self) else { return [] }
    return try imports("name >= ? AND name < ?", [text, text + "\u{10FFFF}"])
  }

  private func imports(
    _ condition: String,
    _ arguments: StatementArguments
  ) throws -> [FileImport] {
    try connection.read { db in
      try Row.fetchAll(
        db,
        sql: "SELECT * FROM imports WHERE \(condition) AND retry_of IS NULL ORDER BY id DESC",
        arguments: arguments
      ).map(FileImport.init)
    }
  }

  func fileName(displayedAs text: String) throws -> FileName? {
    try connection.read { db in
      let names = try FileName.fetchCursor(
        db,
        sql: "SELECT DISTINCT name FROM imports ORDER BY name"
      )
      while let name = try names.next() {
        if name.displayed == text { return name }
      }
      return nil
    }
  }

  func retries(of importID: Int) throws -> [FileImport] {
    try connection.read { db in
      try Row.fetchAll(
        db,
        sql: "SELECT * FROM imports WHERE retry_of = ? ORDER BY id",
        arguments: [importID]
      ).map(FileImport.init)
    }
  }

  func keptRow(of importID: Int, line: Int) throws -> KeptRow? {
    try connection.read { db in
      try Row.fetchOne(
        db,
        sql: "SELECT * FROM unsettled_rows WHERE import = ? AND line = ?",
        arguments: [importID, line]
      ).map { try KeptRow($0, db) }
    }
  }

  func importThatApplied(row: Int, among importIDs: [Int]) throws -> Int? {
    try connection.read { db in
      try importIDs.first { importID in
        let number = LineNumber(importID: importID, row: row).rawValue
        return try Bool.fetchOne(
          db,
          sql: """
            SELECT EXISTS (SELECT 1 FROM order_lines WHERE number = ?1)
              OR EXISTS (SELECT 1 FROM changes WHERE cause = ?1)
            """,
          arguments: [number]
        ) ?? false
      }
    }
  }

  func importThatCancelled(_ orderID: OrderID, importID: Int, line: Int) throws -> Int? {
    try connection.read { db in
      try Int.fetchOne(
        db,
        sql: """
          SELECT by_try FROM cancelled_lines WHERE orderid = ? AND by_import = ? AND by_line = ?
          """,
        arguments: [orderID.rawValue, importID, line]
      )
    }
  }

  func batch(_ reference: BatchReference) throws -> KnownBatch? {
    try batch("ref = ?", reference.rawValue)
  }

  private func batch(_ condition: String, _ name: String) throws -> KnownBatch? {
    try connection.read { db in
      try Row.fetchOne(
        db,
        sql: """
          SELECT ref, eta, purchased, coalesce(available, 0), sku, import, line
          FROM batches JOIN products ON products.id = batches.product
          LEFT JOIN stock ON stock.product = batches.product AND stock.batch = number
          WHERE \(condition)
          """,
        arguments: [name]
      ).map {
        KnownBatch(batch: BatchToday($0), importID: $0[5], line: $0[6])
      }
    }
  }

  func firstBatch(of sku: Sku) throws -> KnownBatch? {
    try batch(
      "number = (SELECT min(number) FROM batches WHERE product = products.id) AND sku = ?",
      sku.rawValue
    )
  }

  func lineCounts(broughtBy importIDs: [Int]) throws -> LineCounts {
    try connection.read { db in
      var counts = LineCounts()
      for importID in importIDs {
        let row = try Row.fetchOne(
          db,
          sql: """
            SELECT count(*),
              (SELECT count(*) FROM backorders WHERE number BETWEEN ?1 AND ?2),
              count(*) FILTER (WHERE EXISTS (SELECT 1 FROM cancelled_lines AS c
                WHERE c.orderid = l.orderid AND c.sku = l.sku))
            FROM order_lines AS l WHERE number BETWEEN ?1 AND ?2
            """,
          arguments: [
            LineNumber(importID: importID, row: 0).rawValue,
            LineNumber(importID: importID, row: LineNumber.mostRows).rawValue,
          ]
        )
        guard let row else { continue }
        let (all, waiting, cancelled): (Int, Int, Int) = (row[0], row[1], row[2])
        counts.allocated += all - waiting - cancelled
        counts.waiting += waiting
        counts.cancelled += cancelled
      }
      return counts
    }
  }
}
