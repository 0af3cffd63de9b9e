import Domain
import GRDB
import ServiceLayer

/// The change feed of the database, and the position of each consumer.
final class SQLiteChangeFeed: ChangeFeed {
  private let connection: Connection

  init(connection: Connection) { self.connection = connection }

  func read(
    after position: FeedPosition,
    limit: Int,
    _ change: (PlacementChange) throws -> Void
  ) throws {
    try connection.read { db in
      let rows = try FeedRows(db, after: position, withSources: true)
      let references = try db.makeStatement(sql: "SELECT ref FROM batches WHERE number = ?")
      var left = limit
      while left > 0, let row = try rows.next() {
        left -= 1
        switch row {
        case .firstPlacement:
          let row = rows.lines
          let number = row.number(4)
          try change(
            PlacementChange(
              position: FeedPosition(cause: number, number: 0),
              kind: .allocated,
              line: row.orderLine,
              reference: BatchReference(
                rawValue: try String.fetchOne(references, arguments: [row.number(3)]) ?? ""
              ),
              cause: RowSource(number, importID: row.number(5), line: row.number(6))
            )
          )
        case .change: try change(PlacementChange(rows.changes, db))
        }
      }
    }
  }

  func end() throws -> FeedPosition { try connection.read(FeedPosition.end) }

  func position(of consumer: FeedConsumer) throws -> FeedPosition {
    try connection.read { try FeedPosition(of: consumer, $0) }
  }

  func advance(_ consumer: FeedConsumer, to position: FeedPosition) throws {
    try connection.transaction { try position.note(for: consumer, $0) }
  }
}

extension RowSource {
  /// The row of a line number; nil if the first version of the program assigned it by counting.
  fileprivate init?(_ number: Int, importID: Int, line: Int) {
    guard number > LineNumber.mostRows else { return nil }
    self.init(importID: importID, row: number & LineNumber.mostRows, line: line)
  }
}

extension PlacementChange {
  /// Reads a row of `FeedRows.Row.change`.
  init(_ row: ReportRows, _ db: Database) throws {
    let number = row.number(5)
    let first = try Int.fetchOne(
      db.cachedStatement(sql: "SELECT coalesce(retry_of, id) FROM imports WHERE id = ?"),
      arguments: [number >> 32]
    )
    self.init(
      position: FeedPosition(cause: number, number: row.number(6)),
      kind: row.changeKind,
      line: row.orderLine,
      reference: BatchReference(rawValue: row.text(3)),
      cause: first.flatMap { RowSource(number, importID: $0, line: row.number(7)) }
    )
  }
}

extension ReportRows {
  /// The kind of change in a row of `FeedRows.Row.change`.
  var changeKind: PlacementChange.Kind { text(4) == "allocated" ? .allocated : .deallocated }

  fileprivate var orderLine: OrderLine {
    OrderLine(
      orderID: OrderID(rawValue: text(0)),
      sku: Sku(rawValue: text(1)),
      quantity: number(2)
    )
  }
}

extension FeedPosition {
  /// The position after the newest change and after every order line.
  static func end(_ db: Database) throws -> FeedPosition {
    let newestLine = try Int.fetchOne(db, sql: "SELECT max(number) FROM order_lines") ?? 0
    let newest = try Row.fetchOne(
      db,
      sql: "SELECT cause, seq FROM changes ORDER BY cause DESC, seq DESC LIMIT 1"
    )
    return max(
      FeedPosition(cause: newestLine, number: 0),
      newest.map { FeedPosition(cause: $0[0], number: $0[1]) } ?? .start
    )
  }

  /// The position of a consumer.
  init(of consumer: FeedConsumer, _ db: Database) throws {
    let row = try Row.fetchOne(
      db,
      sql: "SELECT cause, seq FROM feed_consumers WHERE name = ?",
      arguments: [consumer.rawValue]
    )
    self = row.map { FeedPosition(cause: $0[0], number: $0[1]) } ?? .start
  }

  /// Stores this as the position of a consumer; it never goes back.
  func note(for consumer: FeedConsumer, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO feed_consumers (name, cause, seq) VALUES (?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET cause = excluded.cause, seq = excluded.seq
        WHERE (excluded.cause, excluded.seq) > (feed_consumers.cause, feed_consumers.seq)
        """,
      arguments: [consumer.rawValue, cause, number]
    )
  }
}
