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
    of orderID: OrderID, on batch: Int, walk: () throws -> [OrderID: Int]
  ) rethrows -> Int? {
    if let number = lines[batch]?[orderID] { return number }
    lines[batch] = try walk()
    return lines[batch]?[orderID]
  }
}

extension SQLiteProducts {
  func origin(of reference: BatchReference) throws -> RowOrigin? {
    if let pending = newBatches[reference] {
      return try origin(importID: pending.importID, line: pending.fileLine)
    }
    let row = try Row.fetchOne(
      statement("SELECT import, line FROM batches WHERE ref = ?"), arguments: [reference.rawValue])
    guard let row else { return nil }
    return try origin(importID: row[0], line: row[1])
  }

  func origin(of orderID: OrderID, _ sku: Sku) throws -> RowOrigin? {
    if let pending = lines[LineKey(orderID: orderID, sku: sku)] {
      return try origin(importID: pending.importID, line: pending.fileLine)
    }
    guard let number = try number(of: orderID, sku) else { return nil }
    let row = try Row.fetchOne(
      statement("SELECT import, line FROM order_lines WHERE number = ?"), arguments: [number])
    guard let row else { return nil }
    return try origin(importID: row[0], line: row[1])
  }

  private func number(of orderID: OrderID, _ sku: Sku) throws -> Int? {
    let arguments: StatementArguments = [orderID.rawValue, sku.rawValue]
    if let waiting = try Int.fetchOne(
      statement("SELECT number FROM backorders WHERE orderid = ? AND sku = ?"),
      arguments: arguments)
    {
      return waiting
    }
    if let cancelled = try Row.fetchOne(
      statement("SELECT number, batch FROM cancelled_lines WHERE orderid = ? AND sku = ?"),
      arguments: arguments)
    {
      if let number = cancelled[0] as Int? { return number }
      guard let batch = cancelled[1] as Int? else { return nil }
      return try number(of: orderID, onBatch: batch)
    }
    let batch = try Int.fetchOne(
      statement(
        """
        SELECT number FROM allocations_view JOIN batches ON ref = batchref
        WHERE orderid = ? AND sku = ?
        """), arguments: arguments)
    guard let batch else { return nil }
    return try number(of: orderID, onBatch: batch)
  }

  private func number(of orderID: OrderID, onBatch batch: Int) throws -> Int? {
    try origins.number(of: orderID, on: batch) {
      try writePending()
      let step = try statement("SELECT orderid, previous FROM order_lines WHERE number = ?")
      var lines: [OrderID: Int] = [:]
      var next = try newestAllocation(on: batch)
      while let number = next, let row = try Row.fetchOne(step, arguments: [number]) {
        lines[OrderID(rawValue: row[0])] = number
        next = row[1]
      }
      return lines
    }
  }

  private func newestAllocation(on batch: Int) throws -> Int? {
    if let changed = stock[batch] { return changed.newest?.rawValue }
    return try Int.fetchOne(
      statement(
        """
        SELECT newest FROM batches JOIN stock ON stock.product = batches.product AND batch = number
        WHERE number = ? UNION ALL SELECT newest FROM used_up WHERE batch = ?
        """), arguments: [batch, batch])
  }

  private func origin(importID: Int, line: Int) throws -> RowOrigin? {
    try FileName.fetchOne(
      statement("SELECT name FROM imports WHERE id = ?"), arguments: [importID]
    ).map { RowOrigin(file: $0.displayed, line: line) }
  }
}
