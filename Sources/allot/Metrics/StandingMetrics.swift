import Pipeline
import ServiceLayer

extension Standing {
  /// The metrics of orders and stock.
  var metrics: [MetricFamily] {
    var families = [
      MetricFamily(
        "allot_open_rows",
        "Rejected rows to be corrected, and deferred rows.",
        openRows
      ),
      MetricFamily("allot_backorder_lines", "Order lines that wait for stock.", waitingLines),
      MetricFamily("allot_backorder_units", "How much these lines want.", waitingUnits),
      MetricFamily(
        "allot_orders",
        "Orders with all, some or none of their lines allocated.",
        by: "state",
        [
          ("complete", orders.complete), ("partly", orders.partly), ("waiting", orders.waiting),
        ]
      ),
      MetricFamily("allot_short_skus", "Products of which order lines wait.", shortSkus),
      MetricFamily(
        "allot_late_batches",
        "Batches whose eta has passed without a word of their arrival.",
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
