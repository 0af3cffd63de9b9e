import CSVReading
import Domain
import SafeText
import ServiceLayer

/// Reads the cells of one record as values, and describes their faults.
///
/// The values themselves decide what is valid. Here their faults get the column, the original cell,
/// and what to do about it.
struct CellReader {
  let record: CSVRecord
  let mapping: RowMapping?
  private(set) var faults: [RowFault] = []

  /// `mapping` describes the form of the file, if that is not allot's own.
  init(record: CSVRecord, mapping: RowMapping?) {
    self.record = record
    self.mapping = mapping
  }

  /// A sku, an order id or a batch reference.
  mutating func name<Value: Name>(_ position: Int, _ column: Column) -> Value? {
    if let mapping { return name(position, column, mapping, mayBeNew: true) }
    let cell = record[position].unguarded
    do {
      return try Value(reading: cell)
    } catch {
      add(nameFault(error, cell, column))
      return nil
    }
  }

  /// A sku, an order id or a batch reference that is only looked up, not created.
  mutating func nameToLookUp<Value: Name>(_ position: Int, _ column: Column) -> Value? {
    if let mapping { return name(position, column, mapping, mayBeNew: false) }
    let cell = record[position].unguarded
    do {
      return try Value(lookingUp: cell)
    } catch {
      add(nameFault(error, cell, column))
      return nil
    }
  }

  private mutating func name<Value: Name>(
    _ position: Int,
    _ column: Column,
    _ mapping: RowMapping,
    mayBeNew: Bool
  ) -> Value? {
    let (result, joined): (Result<Value, NameFault>, [UInt8]?) =
      mapping.name(of: record, position, column, mayBeNew: mayBeNew)
    switch result {
    case .success(let value): return value
    case .failure(let fault):
      guard let joined else {
        add(nameFault(fault, record[position].unguarded, column))
        return nil
      }
      joined.withUnsafeBufferPointer { add(nameFault(fault, $0, column)) }
      return nil
    }
  }

  /// A number of units.
  mutating func units(_ position: Int, _ column: Column, atLeast least: Int) -> Int? {
    let cell = record[position].unguarded
    do {
      return try quantity(cell, atLeast: least).units
    } catch {
      add(quantityFault(error, cell, column, atLeast: least))
      return nil
    }
  }

  /// A day; nil if the cell is empty or missing.
  mutating func day(_ position: Int?, _ column: Column) -> Day? {
    guard let position, position < record.count else { return nil }
    let cell = record[position].unguarded
    guard !cell.isEmpty else { return nil }
    do {
      return try date(cell)
    } catch {
      add(dayFault(error, cell, column))
      return nil
    }
  }

  private func quantity(_ cell: UnsafeBufferPointer<UInt8>, atLeast least: Int)
    throws(Quantity.Fault) -> Quantity
  {
    guard let mapping else { return try Quantity(reading: cell, atLeast: least) }
    guard let plain = mapping.plainNumber(cell) else { throw .notANumber }
    return try Quantity(reading: plain, atLeast: least)
  }

  private func date(_ cell: UnsafeBufferPointer<UInt8>) throws(Day.Fault) -> Day {
    guard let mapping else { return try Day(reading: cell) }
    guard let iso = mapping.isoDate(cell) else { throw .notADate }
    return try Day(reading: iso)
  }

  /// Rejects bytes that are not UTF-8, also in ignored columns.
  mutating func checkEncoding(_ position: Int, name: HeaderName) {
    guard position < record.count else { return }
    let cell = record[position]
    guard cell.contains(where: { $0 >= 0x80 }), String(validating: cell, as: UTF8.self) == nil
    else { return }
    add(notUTF8(cell, column: escaped(name.exact, atMost: 60)))
  }

  private mutating func add(_ fault: RowFault) { faults.append(fault) }
}

/// A value for people: unchanged if it is harmless, otherwise escaped; cut at 200 characters.
func shownValue(_ cell: some Collection<UInt8>) -> String {
  if cell.count <= 200, cell.allSatisfy({ 0x20...0x7E ~= $0 }) {
    return String(decoding: cell, as: UTF8.self)
  }
  return escaped(cell, atMost: 200)
}
