import CSVReading
import Domain
import ServiceLayer

/// The form of the rows of a file: its column names, and how it writes numbers and dates.
///
/// Only files with a rule in the configuration have one.
final class RowMapping {
  let reading: FileReading
  /// The columns that are combined from several cells, by allot's column.
  private let joined: [Column: [Int]]
  private let scratch = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 64)
  private var text: [UInt8] = []

  init(_ reading: FileReading, joined: [Column: [Int]]) {
    self.reading = reading
    self.joined = joined
    text.reserveCapacity(256)
  }

  deinit { scratch.deallocate() }

  /// The name of a column in the file.
  func name(of column: Column) -> String {
    reading.columns[column.rawValue]?.joined(separator: "-") ?? column.rawValue
  }

  /// Reads the value of a column that may be combined from several cells.
  ///
  /// It is empty if one of the cells is. A name that is only looked up may be a placeholder word.
  func name<Value: Name>(
    of record: CSVRecord,
    _ position: Int,
    _ column: Column,
    mayBeNew: Bool
  ) -> (result: Result<Value, NameFault>, cell: [UInt8]?) {
    guard !joined.isEmpty, let positions = joined[column] else {
      return (Self.value(record[position].unguarded, mayBeNew), nil)
    }
    text.removeAll(keepingCapacity: true)
    for (number, position) in positions.enumerated() {
      let cell = position < record.count ? record[position].unguarded : .init(start: nil, count: 0)
      guard !cell.isEmpty else { return (.failure(.empty), []) }
      if let fault = NameFault(ofPart: cell, mayBeNew: mayBeNew) {
        return (.failure(fault), Array(cell))
      }
      if number > 0 { text.append(UInt8(ascii: "-")) }
      text.append(contentsOf: cell)
    }
    let result: Result<Value, NameFault> = text.withUnsafeBufferPointer {
      Self.value($0, mayBeNew)
    }
    if case .success = result { return (result, nil) }
    return (result, text)
  }

  private static func value<Value: Name>(
    _ cell: UnsafeBufferPointer<UInt8>,
    _ mayBeNew: Bool
  ) -> Result<Value, NameFault> {
    do {
      return .success(try mayBeNew ? Value(reading: cell) : Value(lookingUp: cell))
    } catch {
      return .failure(error)
    }
  }

  /// A number in digits; nil if the cell is not a number in the form of the file.
  func plainNumber(_ cell: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
    guard let form = reading.numbers, !cell.isEmpty else { return cell }
    guard let count = form.digits(of: cell, into: scratch) else { return nil }
    return UnsafeBufferPointer(rebasing: UnsafeBufferPointer(scratch)[..<count])
  }

  /// A date as `YYYY-MM-DD`; nil if the cell is not a date in the form of the file.
  func isoDate(_ cell: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
    guard let form = reading.dates, !cell.isEmpty else { return cell }
    guard let count = form.isoDate(of: cell, into: scratch) else { return nil }
    return UnsafeBufferPointer(rebasing: UnsafeBufferPointer(scratch)[..<count])
  }
}
