import Domain
import GRDB
import ServiceLayer

/// Where the lines of a batch were first accepted, as far as its chain has been walked.
///
/// A line's key is not indexed, but an allocated line is in the chain of its batch. However many
/// refusals ask, each chain is walked once in a transaction.
struct OriginsByBatch {
  private var lines: [Int: [OrderID: Int]] = [:]

  mutating func forget() { lines.removeAll() }

  mutating func number(
    of orderID: OrderID,
    on batch: Int,
    walk: () throws -> [OrderID: Int]
  ) rethrows -> Int? {
    if let number = lines[batch]?[orderID] { return number }
    lines[batch] = try walk()
    return lines[batch]?[orderID]
  }
}

extension SQLiteProducts {
  func origin(of reference: BatchReference) throws -> RowOrigin? {
    if let pending = pendingBatch(reference) {
      return try origin(importID: pending.importID, line: pending.fileLine)
    }
    let row = try row("SELECT import, line FROM batches WHERE ref = ?", [reference.rawValue])
    guard let row else { return nil }
    return try origin(importID: row[0], line: row[1])
  }

  func origin(of orderID: OrderID, _ sku: Sku) throws -> RowOrigin? {
    let key = LineKey(orderID: orderID, sku: sku)
    if let pending = pendingLine(key) {
      return try origin(importID: pending.importID, line: pending.fileLine)
    }
    guard let number = try number(of: key),
      let row = try row("SELECT import, line FROM order_lines WHERE number = ?", [number])
    else { return nil }
    return try origin(importID: row[0], line: row[1])
  }

  private func number(of key: LineKey) throws -> Int? {
    let waiting = try row(
      "SELECT number FROM backorders WHERE orderid = ? AND sku = ?",
      key.arguments
    )
    if let waiting { return waiting[0] }
    let cancelled = try row(
      "SELECT number, batch FROM cancelled_lines WHERE orderid = ? AND sku = ?",
      key.arguments
    )
    if let cancelled {
      if let number = cancelled[0] as Int? { return number }
      guard let batch = cancelled[1] as Int? else { return nil }
      return try number(of: key.orderID, onBatch: batch)
    }
    let allocated = try row(
      """
      SELECT number FROM allocations_view JOIN batches ON ref = batchref
      WHERE orderid = ? AND sku = ?
      """,
      key.arguments
    )
    guard let allocated else { return nil }
    return try number(of: key.orderID, onBatch: allocated[0])
  }

  private func number(of orderID: OrderID, onBatch batch: Int) throws -> Int? {
    try origins.number(of: orderID, on: batch) {
      try writePending()
      var lines: [OrderID: Int] = [:]
      var next = try newestAllocation(on: batch)
      while let number = next,
        let row = try row("SELECT orderid, previous FROM order_lines WHERE number = ?", [number])
      {
        lines[OrderID(rawValue: row[0])] = number
        next = row[1]
      }
      return lines
    }
  }

  private func newestAllocation(on batch: Int) throws -> Int? {
    if let changed = changes.stock.last(where: { $0.batch == batch }) {
      return changed.newest?.rawValue
    }
    return try row(
      """
      SELECT newest FROM batches JOIN stock ON stock.product = batches.product AND batch = number
      WHERE number = ? UNION ALL SELECT newest FROM used_up WHERE batch = ?
      """,
      [batch, batch]
    )?[0]
  }

  private func origin(importID: Int, line: Int) throws -> RowOrigin? {
    try row("SELECT name FROM imports WHERE id = ?", [importID])
      .map { RowOrigin(file: ($0[0] as FileName).displayed, line: line) }
  }
}
