import GRDB
import ServiceLayer

extension SQLiteReports {
  func lines(of orderID: String) throws -> [OrderLineState] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT sku, qty, batchref, 0 AS is_cancelled FROM allocations_view WHERE orderid = :order
          UNION ALL SELECT sku, qty, NULL, 0 FROM backorders WHERE orderid = :order
          UNION ALL SELECT sku, qty, NULL, 1 FROM cancelled_lines WHERE orderid = :order
          ORDER BY sku
          """,
        arguments: ["order": orderID]
      ).map { row in
        let reference: String? = row[2]
        let place = reference.map { OrderLineState.Place.allocated(reference: $0) }
        return OrderLineState(
          sku: row[0],
          quantity: row[1],
          place: place ?? (row[3] ? .cancelled : .waiting)
        )
      }
    }
  }
}
