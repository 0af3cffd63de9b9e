import Domain
import GRDB
import ServiceLayer
import StoreMemory

/// Looks up what the write model knows about an order line; for most new lines it needs no query.
///
/// This is the only type of the write model that reads the view's table. Every known line is in the
/// view, in the back-orders or in the cancelled lines. One more table with a key for all lines
/// would cost as much as the view.
final class LineLookup {
  private let buffer: WriteBuffer
  private let connection: Connection
  /// Nil until the first chunk begins.
  private var filter: LineFilter?
  /// Nil until the first chunk begins, and after one that failed.
  private var shapes: OrderIDShapes?
  /// Lines that were looked up before their commands are handled.
  private var expected = ExpectedLines()
  /// The edition of the buffer for which they are valid.
  private var edition = -1
  /// How many lines were looked up one by one since the last call of `lookUp`.
  private var singleLookUps = 0
  /// Whether lines are looked up before their commands are handled; false while nearly all are new.
  private var looksAhead = true
  /// Up to this number, lines are looked up one by one.
  private static let few = 8

  init(buffer: WriteBuffer, connection: Connection) {
    self.buffer = buffer
    self.connection = connection
  }

  func begin() throws {
    if shapes == nil { shapes = try connection.look(Self.shapes) }
    guard filter == nil, connection.isIdle else { return }
    filter = LineFilter(highestBefore: try connection.look(Self.highestOrderID))
  }

  /// Finds the line with a key, whether it is written or still pending.
  func find(_ key: LineKey) throws -> KnownLine? {
    guard filter?.mayContain(key) != false else { return nil }
    if let pending = buffer.pendingLine(key) { return pending.known }
    if edition == buffer.edition, let found = expected.find(key) { return found }
    return try written(key)
  }

  /// The skus of an order's lines, in byte order.
  func skus(in orderID: OrderID) throws -> [Sku] {
    try buffer.writePending()
    return try connection.look { db in
      try String.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT sku FROM allocations_view WHERE orderid = ?1
            UNION SELECT sku FROM backorders WHERE orderid = ?1
            UNION SELECT sku FROM cancelled_lines WHERE orderid = ?1 ORDER BY sku
            """
        ),
        arguments: [orderID.rawValue]
      ).map(Sku.init(rawValue:))
    }
  }

  /// Adds a line that was accepted.
  func include(_ line: OrderLine, hash: UInt64) {
    filter?.include(line, hash: hash)
    if let shape = shapes?.include(line.orderID) { buffer.note(shape) }
  }

  /// Finds a line of the same sku, not cancelled, whose order id differs only by leading zeros.
  func twin(of orderID: OrderID, _ sku: Sku, skuHash: UInt64) throws -> OrderID? {
    guard let twins = shapes?.possibleTwins(of: orderID) else { return nil }
    return try twins.first {
      try find(LineKey(orderID: $0, sku: sku, skuHash: skuHash))?.isCancelled == false
    }
  }

  /// Drops what a failed chunk has added; the shapes are read again.
  func forget() { shapes = nil }

  /// Looks up the lines of commands that may be known, in the order of their keys.
  func lookUp(for commands: [Command?]) throws {
    expected.removeAll()
    edition = buffer.edition
    looksAhead = looksAhead || singleLookUps > Self.few
    singleLookUps = 0
    guard looksAhead, let filter else { return }
    var keys: [LineKey] = []
    for case .allocate(let command) in commands where filter.mayContain(command.line.orderID) {
      let key = LineKey(orderID: command.line.orderID, sku: command.line.sku)
      if filter.mayContain(key) { keys.append(key) }
    }
    looksAhead = keys.count > Self.few
    guard looksAhead else { return }
    keys.sort { $0.comesBefore($1) }
    try connection.lookAtOneState { db in
      for query in LineQuery.all where !keys.isEmpty {
        var isAnswered = [Bool](repeating: false, count: keys.count)
        try db.rows(query.sql, for: keys.indices) { row, place in
          row.bind(keys[place].orderID.rawValue)
          row.bind(keys[place].sku.rawValue)
        } _: { place, row in
          expected.append(query.line(row), of: keys[place])
          isAnswered[place] = true
        }
        keys = zip(keys, isAnswered).compactMap { key, isAnswered in isAnswered ? nil : key }
      }
    }
    for key in keys { expected.append(nil, of: key) }
  }

  private func written(_ key: LineKey) throws -> KnownLine? {
    singleLookUps += 1
    var line: KnownLine?
    for query in LineQuery.all where line == nil {
      try connection.look { db in
        try db.rows(query.sql, for: CollectionOfOne(key)) { row, key in
          row.bind(key.orderID.rawValue)
          row.bind(key.sku.rawValue)
        } _: { _, row in
          line = query.line(row)
        }
      }
    }
    return line
  }

  private static func shapes(_ db: Database) throws -> OrderIDShapes {
    let rows = try Row.fetchAll(db, sql: "SELECT digits, length FROM order_id_shapes")
    return OrderIDShapes(rows.map { OrderIDShapes.Shape(digits: $0[0], length: $0[1]) })
  }

  private static func highestOrderID(_ db: Database) throws -> String {
    try String.fetchOne(
      db,
      sql: """
        SELECT max(coalesce(orderid, '')) FROM (
          SELECT max(orderid) AS orderid FROM allocations_view
          UNION ALL SELECT max(orderid) FROM backorders
          UNION ALL SELECT max(orderid) FROM cancelled_lines)
        """
    ) ?? ""
  }
}

/// A query of one of the tables in which a line may be, and how to read its row.
private struct LineQuery {
  let sql: String
  let line: (RawRow) -> KnownLine

  /// Every known line is in exactly one of the three; the view comes first, since most are there.
  static var all: [LineQuery] {
    [
      LineQuery(
        sql: "SELECT qty, batchref FROM allocations_view WHERE orderid = ? AND sku = ?"
      ) {
        KnownLine(
          quantity: $0.number(0),
          state: .allocated(to: BatchReference(rawValue: $0.text(1)))
        )
      },
      LineQuery(sql: "SELECT qty, number FROM backorders WHERE orderid = ? AND sku = ?") {
        KnownLine(
          quantity: $0.number(0),
          state: .waiting(LineNumber(rawValue: $0.number(1)))
        )
      },
      // If an old version cancelled the line, the imports are NULL and read as 0, before all
      // imports.
      LineQuery(
        sql: "SELECT qty, by_import, by_try FROM cancelled_lines WHERE orderid = ? AND sku = ?"
      ) {
        KnownLine(
          quantity: $0.number(0),
          state: .cancelled(inImport: $0.number(1), triedIn: $0.number(2))
        )
      },
    ]
  }
}
