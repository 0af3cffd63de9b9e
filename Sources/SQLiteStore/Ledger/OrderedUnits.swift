import GRDB
import ServiceLayer

/// The ordered units of each product.
///
/// Units ordered since the last publication are stored with the product, which is written anyway
/// when one of its lines is accepted. Earlier units are stored by night.
enum OrderedUnits {
  /// Stores the units ordered since the last publication as those of a run's night, before that run
  /// is published.
  static func note(for run: Run, keepingSince first: Int, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT OR REPLACE INTO ordered_units (product, run, units)
        SELECT id, ?, ordered FROM products
        WHERE ordered_since = (\(LastPublished.run)) AND ordered <> 0 ORDER BY id
        """,
      arguments: [run.id]
    )
    try db.execute(sql: "DELETE FROM ordered_units WHERE run < ?", arguments: [first])
  }

  static func demand(since first: Int, naming most: Int, _ db: Database) throws -> Demand {
    // There is no join here: it would look up the products in the order of their units.
    let products = try ReportRows(
      db,
      """
      WITH ordered AS MATERIALIZED (
        SELECT id, sku, iif(ordered_since = (\(LastPublished.run)), ordered, 0)
          + coalesce((SELECT sum(units) FROM ordered_units WHERE product = id AND run >= ?), 0) AS units
        FROM products)
      SELECT sku, units, (SELECT coalesce(sum(available), 0) FROM stock WHERE product = id)
      FROM ordered WHERE units > 0
      """,
      [first]
    )
    var demand = Demand(naming: most)
    while try products.next() {
      demand.add(products.text(0), ordered: products.number(1), free: products.number(2))
    }
    return demand
  }
}
