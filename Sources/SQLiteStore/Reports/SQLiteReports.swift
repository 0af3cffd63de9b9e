import GRDB
import ServiceLayer

/// Reads the reports with plain SQL, without making a Swift value for each cell.
final class SQLiteReports: ReportSource {
  private let database: any DatabaseWriter
  private let path: String

  init(_ database: any DatabaseWriter, path: String) {
    self.database = database
    self.path = path
  }

  func read(_ table: ReportTable, for run: Run, into sink: any ReportSink) throws {
    try read { db in
      guard let sql = table.sql else { return try sendChanges(db, to: sink) }
      let rows = try ReportRows(db, sql, table.arguments(run))
      let types = table.columns.map(\.type)
      let names = try table.names(db)
      let orders = table == .allocations ? try OrderCounter(db) : nil
      while try rows.next() {
        try orders?.add(rows)
        if table == .backorders {
          // The query of back-orders selects these two after the columns of the report.
          try sink.note(
            .waits(age: rows.number(types.count), since: rows.number(types.count + 1))
          )
        }
        for place in types.indices {
          if let names = names[place] {
            try names.send(rows.number(place), to: sink)
          } else {
            try rows.send(place, as: types[place], to: sink)
          }
        }
        try sink.endRow()
      }
      if let orders { try sink.note(.orders(orders.finish())) }
    }
  }

  /// Sends the changes since the last published report, in the order in which they happened.
  private func sendChanges(_ db: Database, to sink: any ReportSink) throws {
    let rows = try FeedRows(db, after: FeedPosition(of: .changesReport, db), withSources: false)
    let references = try NameCache.ofBatches(db)
    let (lines, changes) = (rows.lines, rows.changes)
    let types = ReportTable.changes.columns.map(\.type)
    let allocated = Array(PlacementChange.Kind.allocated.rawValue.utf8)
    var tally = ChangeTally()
    while let row = try rows.next() {
      switch row {
      case .firstPlacement:
        try lines.send(0, as: .text, to: sink)
        try lines.send(1, as: .text, to: sink)
        try lines.send(2, as: .number, to: sink)
        try references.send(lines.number(3), to: sink)
        try sink.text(allocated.span)
        tally.count(.allocated, importID: lines.number(4) >> 32)
      case .change:
        for place in types.indices { try changes.send(place, as: types[place], to: sink) }
        let kind = changes.changeKind
        tally.count(kind, importID: changes.number(5) >> 32)
        if kind == .deallocated, tally.wantsRemovals { try tally.add(PlacementChange(changes, db)) }
      }
      try sink.endRow()
    }
    try sink.note(.changes(tally))
  }

  func placements(of orderID: String) throws -> [Placement] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT orderid, sku, qty, batchref FROM allocations_view WHERE orderid = ? ORDER BY sku
          """,
        arguments: [orderID]
      ).map { Placement(orderID: $0[0], sku: $0[1], quantity: $0[2], reference: $0[3]) }
    }
  }

  /// Reads one committed state on a separate connection, after pending background writes; in a
  /// rehearsal, reads the state of the rehearsal.
  func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try StoreFailure.translating(path) {
      let rehearsed = try database.unsafeReentrantWrite { db in
        db.isInsideTransaction ? try body(db) : nil
      }
      return try rehearsed ?? database.unsafeReentrantRead(body)
    }
  }
}

extension ReportTable {
  /// The names that replace the numbers in some columns.
  fileprivate func names(_ db: Database) throws -> [NameCache?] {
    var names: [NameCache?] = columns.map { _ in nil }
    for (place, column) in columns.enumerated() {
      if column == .text("file") { names[place] = try NameCache.ofFiles(db) }
      if column == .text("rejects_file") { names[place] = try NameCache.ofRejectsFiles(db) }
      if column == .text("ordered") { names[place] = try NameCache.ofRunsOfImports(db) }
      if column == .text("since") { names[place] = try NameCache.ofRuns(db) }
    }
    return names
  }

  fileprivate func arguments(_ run: Run) -> StatementArguments {
    switch self {
    case .rejects: [run.id]
    case .open: [run.started / 86_400]
    default: []
    }
  }

  /// The import that accepted a line, from its number, unless the first version assigned the
  /// number.
  private static let acceptedIn = "iif(number >> 32, number >> 32, import)"

  /// The stock of each sku with back-orders: the sum, and the largest batch.
  private static let freeStock = """
    SELECT waiting.sku, sum(available) AS free, max(available) AS largest
    FROM (SELECT DISTINCT sku FROM backorders) AS waiting
    CROSS JOIN products ON products.sku = waiting.sku CROSS JOIN stock ON product = products.id
    GROUP BY waiting.sku
    """

  /// The query; nil for the changes, which come from two tables.
  fileprivate var sql: String? {
    switch self {
    case .allocations:
      "SELECT orderid, sku, qty, batchref FROM allocations_view ORDER BY orderid, sku"
    case .changes: nil
    case .backorders:
      """
      SELECT backorders.orderid, backorders.sku, backorders.qty, \(Self.acceptedIn), since,
        import, line, coalesce(free, 0), coalesce(largest, 0),
        CASE WHEN free IS NULL THEN 'none' WHEN free < backorders.qty THEN 'short' ELSE 'split' END,
        number, since
      FROM backorders JOIN order_lines USING (number)
      LEFT JOIN (\(Self.freeStock)) AS stock ON stock.sku = backorders.sku
      ORDER BY backorders.sku, number
      """
    case .stock:
      """
      SELECT ref, sku, eta, purchased, purchased - coalesce(available, 0), coalesce(available, 0)
      FROM batches JOIN products ON products.id = batches.product
      LEFT JOIN stock ON stock.product = batches.product AND stock.batch = batches.number
      ORDER BY ref
      """
    case .shortages:
      """
      SELECT backorders.sku, count(*), sum(qty), coalesce(free, 0), coalesce(largest, 0)
      FROM backorders LEFT JOIN (\(Self.freeStock)) AS stock ON stock.sku = backorders.sku
      GROUP BY backorders.sku ORDER BY backorders.sku
      """
    case .rejects:
      """
      SELECT import, line, outcome, code, column_name, value, reason
      FROM unsettled_rows JOIN faults USING (import, row)
      WHERE tried IN (SELECT id FROM imports WHERE run = ?)
      ORDER BY (SELECT CAST(name AS BLOB) FROM imports WHERE id = import), line, import, n
      """
    case .open:
      """
      SELECT import, line, runs.name, ? - runs.started / 86400, outcome, code, column_name, value,
        fault.reason,
        iif(outcome = 'rejected' AND last.rejects_file IS NOT NULL, tried, -1)
      FROM unsettled_rows CROSS JOIN faults AS fault USING (import, row)
      CROSS JOIN imports AS first ON first.id = import CROSS JOIN runs ON runs.id = first.run
      CROSS JOIN imports AS last ON last.id = tried
      WHERE is_open = 1 ORDER BY import, row, n
      """
    }
  }
}
