import Domain
import GRDB
import ServiceLayer
import StoreMemory

/// The numbers of the lines in the chains of batches.
///
/// The key of an order line is not indexed, but an allocated line is in the chain of its batch.
/// Each chain is read at most once in a transaction, however many refusals need it.
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

/// Looks up the rows that created order lines and batches.
final class SQLiteOrigins: OriginLookup {
  private let buffer: WriteBuffer
  private var chains = OriginsByBatch()

  init(buffer: WriteBuffer) { self.buffer = buffer }

  /// Drops what was found; it is valid for one transaction only.
  func forget() { chains.forget() }

  func origin(of reference: BatchReference) throws -> FilePosition? {
    if let pending = buffer.pendingBatch(reference) {
      return try origin(importID: pending.source.importID, line: pending.source.line)
    }
    let row = try buffer.row("SELECT import, line FROM batches WHERE ref = ?", [reference.rawValue])
    guard let row else { return nil }
    return try origin(importID: row[0], line: row[1])
  }

  func origin(of orderID: OrderID, _ sku: Sku) throws -> FilePosition? {
    let key = LineKey(orderID: orderID, sku: sku)
    if let pending = buffer.pendingLine(key) {
      return try origin(importID: pending.source.importID, line: pending.source.line)
    }
    if let origin = try origin(ofNumber: number(of: key)) { return origin }
    // A line found in a chain may have been cancelled and accepted again since, with another
    // number.
    chains.forget()
    return try origin(ofNumber: number(of: key))
  }

  private func origin(ofNumber number: Int?) throws -> FilePosition? {
    guard let number,
      let row = try buffer.row("SELECT import, line FROM order_lines WHERE number = ?", [number])
    else { return nil }
    return try origin(importID: row[0], line: row[1])
  }

  private func number(of key: LineKey) throws -> Int? {
    let waiting = try buffer.row(
      "SELECT number FROM backorders WHERE orderid = ? AND sku = ?",
      [key.orderID.rawValue, key.sku.rawValue]
    )
    if let waiting { return waiting[0] }
    let cancelled = try buffer.row(
      "SELECT number, batch FROM cancelled_lines WHERE orderid = ? AND sku = ?",
      [key.orderID.rawValue, key.sku.rawValue]
    )
    if let cancelled {
      if let number = cancelled[0] as Int? { return number }
      guard let batch = cancelled[1] as Int? else { return nil }
      return try number(of: key.orderID, onBatch: batch)
    }
    let allocated = try buffer.row(
      """
      SELECT number FROM allocations_view JOIN batches ON ref = batchref
      WHERE orderid = ? AND sku = ?
      """,
      [key.orderID.rawValue, key.sku.rawValue]
    )
    guard let allocated else { return nil }
    return try number(of: key.orderID, onBatch: allocated[0])
  }

  private func number(of orderID: OrderID, onBatch batch: Int) throws -> Int? {
    try chains.number(of: orderID, on: batch) {
      try buffer.writePending()
      let allocations = try buffer.allRows(
        "\(AllocationChain.before) SELECT orderid, number FROM chain",
        [newestAllocation(on: batch), Int.max]
      )
      // If an order is in the chain twice, the older allocation counts.
      return Dictionary(allocations.map { (OrderID(rawValue: $0[0]), $0[1]) }) { $1 }
    }
  }

  private func newestAllocation(on batch: Int) throws -> Int? {
    if let changed = buffer.notedStock(ofBatch: batch) { return changed.newest?.rawValue }
    return try buffer.row(AllocationChain.newest, [batch])?[0]
  }

  private func origin(importID: Int, line: Int) throws -> FilePosition? {
    try buffer.row("SELECT name FROM imports WHERE id = ?", [importID])
      .map { FilePosition(file: ($0[0] as FileName).displayed, line: line) }
  }
}
