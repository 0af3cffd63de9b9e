import CSVReading
import Domain
import SafeText
import ServiceLayer

/// The messages about faults of a cell.
extension CellReader {
  func nameFault(
    _ fault: NameFault,
    _ cell: UnsafeBufferPointer<UInt8>,
    _ column: Column
  ) -> RowFault {
    switch fault {
    case .notUTF8: notUTF8(cell, column: column.rawValue)
    case .lineBreak: lineBreak(cell, column)
    case .empty: self.fault(.empty, cell, column, "is empty")
    case .tooLong(let bytes):
      self.fault(
        .tooLong,
        cell,
        column,
        "is \(bytes) bytes long: at most \(Sku.longest) are allowed"
      )
    case .unseen(let scalar):
      self.fault(
        .badCharacter,
        cell,
        column,
        "has the invisible character \(scalar.codePoint): type it again"
      )
    case .spreadsheetDamage:
      self.fault(
        .spreadsheetDamage,
        cell,
        column,
        "is a number that a spreadsheet made from an id: export the column as text"
      )
    case .spreadsheetError:
      self.fault(
        .spreadsheetDamage,
        cell,
        column,
        "is what a spreadsheet shows where it has no value: correct the cell there, and export again"
      )
    case .standsForNothing:
      self.fault(.empty, cell, column, "is a placeholder: write the real value")
    }
  }

  func quantityFault(
    _ fault: Quantity.Fault,
    _ cell: UnsafeBufferPointer<UInt8>,
    _ column: Column,
    atLeast least: Int
  ) -> RowFault {
    switch fault {
    case .notUTF8: return notUTF8(cell, column: column.rawValue)
    case .lineBreak: return lineBreak(cell, column)
    case .empty: return self.fault(.empty, cell, column, "is empty: write a whole number")
    case .notANumber:
      let advice =
        PlaceholderWord.isOne(cell)
        ? "is a placeholder: write a whole number"
        : "is not a whole number: write it in digits only, such as 1000"
          + FormGuess.adviceOnNumber(cell, mapping?.reading)
      return self.fault(.notANumber, cell, column, advice)
    case .outOfRange:
      let range = "is not between \(least) and \(Quantity.largest)"
      if least > 0, cell.first == UInt8(ascii: "0") {
        let advice = "to cancel a line, put it into a cancellations file"
        return self.fault(.outOfRange, cell, column, "\(range): \(advice)")
      }
      guard cell.first == UInt8(ascii: "-") else {
        return self.fault(.outOfRange, cell, column, range)
      }
      let advice =
        least > 0
        ? "goods that come back are new stock, in a batches or quantities file; an order that"
          + " gets smaller goes into an amendments file, with its new quantity"
        : "write how many were bought in all, not how many fewer"
      return self.fault(.outOfRange, cell, column, "\(range): \(advice)")
    }
  }

  func dayFault(
    _ fault: Day.Fault,
    _ cell: UnsafeBufferPointer<UInt8>,
    _ column: Column
  ) -> RowFault {
    switch fault {
    case .notUTF8: notUTF8(cell, column: column.rawValue)
    case .lineBreak: lineBreak(cell, column)
    case .notADate where PlaceholderWord.isOne(cell):
      self.fault(.notADate, cell, column, "is a placeholder: leave it empty")
    case .notADate where FormGuess.dayOfSpreadsheet(cell) != nil:
      self.fault(
        .notADate,
        cell,
        column,
        "is not a date, but may be \(FormGuess.dayOfSpreadsheet(cell) ?? "") as a spreadsheet counts "
          + "days: format the column as YYYY-MM-DD, and export it again"
      )
    case .notADate:
      self.fault(
        .notADate,
        cell,
        column,
        "is not a date: write it as \(mapping?.reading.dates?.rawValue ?? "YYYY-MM-DD"), a day that "
          + "exists, from 1900 on"
          + FormGuess.adviceOnDate(cell, mapping?.reading)
      )
    }
  }

  private func lineBreak(_ cell: UnsafeBufferPointer<UInt8>, _ column: Column) -> RowFault {
    let lines =
      record.line == record.lastLine
      ? "line \(record.line)" : "lines \(record.line) to \(record.lastLine)"
    return fault(
      .lineBreak,
      cell,
      column,
      "has a line break: the row covers \(lines); look for a quote left open"
    )
  }

  func notUTF8(_ cell: UnsafeBufferPointer<UInt8>, column: String) -> RowFault {
    let guess = EncodingGuess(cell).flatMap { $0 == .unknown ? nil : " (\($0.rawValue))" } ?? ""
    return RowFault(
      .notUTF8,
      column: column,
      value: shownValue(cell),
      reason: "\(column) '\(shownValue(cell))' is not UTF-8\(guess): "
        + (mapping == nil
          ? "save the file as CSV UTF-8"
          : "save the file as CSV UTF-8, or write encoding = \"windows-1252\" in its rule")
    )
  }

  private func fault(
    _ code: FaultCode,
    _ cell: UnsafeBufferPointer<UInt8>,
    _ column: Column,
    _ reason: String
  ) -> RowFault {
    let value = shownValue(cell)
    let name = mapping.map { escaped($0.name(of: column).utf8, atMost: 60) } ?? column.rawValue
    return RowFault(
      code,
      column: column.rawValue,
      value: value,
      reason: value.isEmpty ? "\(name) \(reason)" : "\(name) '\(value)' \(reason)"
    )
  }
}

extension Unicode.Scalar {
  /// `U+200B`, at least four digits.
  fileprivate var codePoint: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
