import CSVReading
import Domain
import SafeText
import ServiceLayer

/// Reads the cells of one record by the rules of design.md, section 3, and gathers their faults.
struct CellReader {
  /// Quantities end here, so that sums of millions of them stay exact.
  static let largestNumber = 1_000_000_000
  static let longestText = 255

  let record: CSVRecord
  private(set) var faults: [RowFault] = []

  init(record: CSVRecord) { self.record = record }

  /// A text: trimmed, in NFC, 1 to 255 bytes, with nothing in it that cannot be seen.
  mutating func text(_ position: Int, _ column: Column) -> String? {
    let cell = record[position].trimmed
    if !cell.isEmpty, cell.count <= Self.longestText, cell.allSatisfy({ 0x20...0x7E ~= $0 }) {
      return String(decoding: cell, as: UTF8.self)
    }
    return unusualText(cell, column)
  }

  /// A whole number in ASCII digits.
  mutating func number(_ position: Int, _ column: Column, atLeast least: Int) -> Int? {
    let cell = record[position].trimmed
    var number = 0
    for byte in cell {
      guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte else {
        if hasBrokenText(cell, column) { return nil }
        return add(
          .notANumber,
          cell,
          column,
          "is not a whole number: write it in digits alone, such as 1000"
        )
      }
      number = min(number * 10 + Int(byte - UInt8(ascii: "0")), Self.largestNumber + 1)
    }
    guard !cell.isEmpty else { return add(.empty, cell, column, "is empty: write a whole number") }
    guard number >= least, number <= Self.largestNumber else {
      return add(
        .outOfRange,
        cell,
        column,
        "is not between \(least) and \(Self.largestNumber)"
      )
    }
    return number
  }

  /// A day, or nil where the cell is empty or the file has no such column.
  mutating func day(_ position: Int?, _ column: Column) -> Day? {
    guard let position else { return nil }
    let cell = record[position].trimmed
    guard !cell.isEmpty else { return nil }
    guard let day = Day(cell), day.year >= 1900 else {
      if hasBrokenText(cell, column) { return nil }
      return add(
        .notADate,
        cell,
        column,
        "is not a date: write it as YYYY-MM-DD, a day that exists, from 1900 on"
      )
    }
    return day
  }

  /// Refuses bytes that are not UTF-8 also in a column that nothing is done with.
  mutating func checkEncoding(_ position: Int, name: [UInt8]) {
    let cell = record[position]
    guard cell.contains(where: { $0 >= 0x80 }), String(validating: cell, as: UTF8.self) == nil
    else { return }
    faults.append(notUTF8(cell, column: escaped(name, atMost: 60)))
  }

  private mutating func unusualText(
    _ cell: UnsafeBufferPointer<UInt8>,
    _ column: Column
  ) -> String? {
    if hasBrokenText(cell, column) { return nil }
    // No text shrinks so much by being normalized, which takes long where thousands of marks follow
    // one letter.
    guard cell.count <= 4 * Self.longestText else {
      return add(
        .tooLong,
        cell,
        column,
        "is \(cell.count) bytes long, \(Self.longestText) is the most"
      )
    }
    guard let text = String(validating: cell, as: UTF8.self)?.normalized, !text.isEmpty else {
      return add(.empty, cell, column, "is empty")
    }
    if let scalar = text.unicodeScalars.first(where: \.isUnseen) {
      let code = "U+" + String(scalar.value, radix: 16, uppercase: true).leftPadded(to: 4)
      return add(
        .badCharacter,
        cell,
        column,
        "has the invisible character \(code): type it afresh"
      )
    }
    guard text.utf8.count <= Self.longestText else {
      return add(
        .tooLong,
        cell,
        column,
        "is \(text.utf8.count) bytes long, \(Self.longestText) is the most"
      )
    }
    return text
  }

  private mutating func hasBrokenText(
    _ cell: UnsafeBufferPointer<UInt8>,
    _ column: Column
  ) -> Bool {
    if cell.contains(where: { $0 == 0x0A || $0 == 0x0D }) {
      let lines =
        record.line == record.lastLine
        ? "line \(record.line)" : "lines \(record.line) to \(record.lastLine)"
      faults.append(
        fault(
          .lineBreak,
          cell,
          column,
          "has a line break: the row covers \(lines); look for a quote left open"
        )
      )
      return true
    }
    guard String(validating: cell, as: UTF8.self) == nil else { return false }
    faults.append(notUTF8(cell, column: column.rawValue))
    return true
  }

  private func notUTF8(_ cell: UnsafeBufferPointer<UInt8>, column: String) -> RowFault {
    RowFault(
      .notUTF8,
      column: column,
      value: shownValue(cell),
      reason: "\(column) '\(shownValue(cell))' is not UTF-8: save the file as CSV UTF-8"
    )
  }

  private mutating func add<Value>(
    _ code: FaultCode,
    _ cell: UnsafeBufferPointer<UInt8>,
    _ column: Column,
    _ reason: String
  ) -> Value? {
    faults.append(fault(code, cell, column, reason))
    return nil
  }

  private func fault(
    _ code: FaultCode,
    _ cell: UnsafeBufferPointer<UInt8>,
    _ column: Column,
    _ reason: String
  ) -> RowFault {
    let value = shownValue(cell)
    return RowFault(
      code,
      column: column.rawValue,
      value: value,
      reason: value.isEmpty
        ? "\(column.rawValue) \(reason)" : "\(column.rawValue) '\(value)' \(reason)"
    )
  }
}

/// A value for people: as it came where that is harmless, else escaped; cut at 200 characters.
func shownValue(_ cell: some Collection<UInt8>) -> String {
  if cell.count <= 200, cell.allSatisfy({ 0x20...0x7E ~= $0 }) {
    return String(decoding: cell, as: UTF8.self)
  }
  return escaped(cell, atMost: 200)
}

extension Unicode.Scalar {
  /// Controls, format characters, separators, and every space but the plain one.
  fileprivate var isUnseen: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    case .spaceSeparator: self != " "
    default: false
    }
  }
}

extension String {
  fileprivate func leftPadded(to width: Int) -> String {
    String(repeating: "0", count: max(0, width - count)) + self
  }
}
