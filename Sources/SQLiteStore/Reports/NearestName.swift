import GRDB
import ServiceLayer

extension SQLiteReports {
  func nearest(_ kind: NameKind, to name: String) throws -> String? {
    try read { db in
      let statement = try db.cachedStatement(sql: kind.firstName)
      var names = NearNames { try String.fetchOne(statement, arguments: [$0]) }
      return try names.nearest(to: name)
    }
  }
}

extension NameKind {
  /// Selects the first known name at or after another, from an index.
  fileprivate var firstName: String {
    switch self {
    case .sku: "SELECT sku FROM products WHERE sku >= ? ORDER BY sku LIMIT 1"
    case .batch: "SELECT ref FROM batches WHERE ref >= ? ORDER BY ref LIMIT 1"
    case .order:
      """
      SELECT min(orderid) FROM (
        SELECT (SELECT min(orderid) FROM allocations_view WHERE orderid >= ?1) AS orderid
        UNION ALL SELECT (SELECT min(orderid) FROM backorders WHERE orderid >= ?1)
        UNION ALL SELECT (SELECT min(orderid) FROM cancelled_lines WHERE orderid >= ?1))
      """
    }
  }
}
