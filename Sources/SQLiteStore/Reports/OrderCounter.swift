import GRDB
import Glibc
import ServiceLayer

/// Counts orders by the states of their lines, while the view is read in the order of order ids.
///
/// Orders with back-orders are read in parallel, in the same order, from an index.
final class OrderCounter {
  private let waiting: ReportRows
  private var hasWaiting: Bool
  private var counts = OrderCounts()
  /// The order whose lines are being read.
  private var current: [UInt8] = []

  init(_ db: Database) throws {
    waiting = try ReportRows(db, "SELECT DISTINCT orderid FROM backorders ORDER BY orderid")
    hasWaiting = try waiting.next()
  }

  /// Takes the next allocated line; the order id is in the first column.
  func add(_ line: ReportRows) throws {
    let isOfCurrent = line.withBytes(0) { id in
      if id.isEqual(to: current) { return true }
      current.removeAll(keepingCapacity: true)
      current.append(contentsOf: id)
      return false
    }
    guard !isOfCurrent else { return }
    while hasWaiting {
      let order = waiting.withBytes(0) { $0.compared(with: current) }
      guard order <= 0 else { break }
      hasWaiting = try waiting.next()
      if order == 0 {
        counts.partly += 1
        return
      }
      counts.waiting += 1
    }
    counts.complete += 1
  }

  /// Counts the remaining orders and returns all counts.
  func finish() throws -> OrderCounts {
    while hasWaiting {
      counts.waiting += 1
      hasWaiting = try waiting.next()
    }
    return counts
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Compares with `memcmp`, because this is called for each allocated line.
  fileprivate func isEqual(to other: [UInt8]) -> Bool {
    guard count == other.count, let baseAddress else { return other.isEmpty && isEmpty }
    return other.withUnsafeBytes {
      $0.baseAddress.map { memcmp(baseAddress, $0, count) == 0 } ?? true
    }
  }

  /// Compares bytes, as SQLite compares texts; returns a negative number, 0 or a positive number.
  fileprivate func compared(with other: [UInt8]) -> Int {
    if isEqual(to: other) { return 0 }
    return lexicographicallyPrecedes(other) ? -1 : 1
  }
}
