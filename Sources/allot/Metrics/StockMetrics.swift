import Pipeline
import ServiceLayer

extension StockState {
  /// The metrics of orders and stock.
  var metrics: [MetricFamily] {
    var families = [
      MetricFamily(
        "allot_open_rows",
        "Rejected rows to be corrected, and deferred rows.",
        openRows
      ),
      MetricFamily("allot_backorder_lines", "Order lines that wait for stock.", waitingLines),
      MetricFamily("allot_backorder_units", "The units of these lines.", waitingUnits),
      MetricFamily(
        "allot_orders",
        "Orders with all, some or none of their lines allocated.",
        by: "state",
        [
          ("complete", orders.complete), ("partly", orders.partly), ("waiting", orders.waiting),
        ]
      ),
      MetricFamily("allot_short_skus", "Products with waiting order lines.", shortSkus),
      MetricFamily(
        "allot_late_batches",
        "Batches whose eta has passed and that were not reported as arrived.",
        lateBatches
      ),
    ]
    if let oldestWait {
      families.append(
        MetricFamily(
          "allot_backorder_oldest_timestamp_seconds",
          "When the oldest order line that waits was accepted.",
          oldestWait
        )
      )
    }
    return families
  }
}
