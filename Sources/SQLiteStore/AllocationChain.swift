/// The chain of a batch's allocations in SQL.
///
/// The key of an allocated line is not indexed: an index would cost time for every line of a night.
/// Instead, its batch leads to the newest allocation, and each allocation to the one before it.
enum AllocationChain {
  /// Selects the newest allocation of batch `?1`.
  static let newest = """
    SELECT newest FROM batches
    JOIN stock ON stock.product = batches.product AND stock.batch = batches.number
    WHERE batches.number = ?1
    UNION ALL SELECT newest FROM used_up WHERE batch = ?1
    """

  /// Defines the table `chain`: the allocation `?1` and those before it, `?2` at most.
  static let before = """
    WITH RECURSIVE chain (number, orderid, previous) AS (
      SELECT number, orderid, previous FROM order_lines WHERE number = ?1
      UNION ALL
      SELECT l.number, l.orderid, l.previous
        FROM chain CROSS JOIN order_lines AS l ON l.number = chain.previous
      LIMIT ?2)
    """
}
