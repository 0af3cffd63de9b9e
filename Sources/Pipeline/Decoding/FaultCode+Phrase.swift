extension FaultCode {
  /// A few words for the fault of all rows with a code; without values, since it describes many
  /// rows.
  static func phrase(_ code: String, of column: String) -> String {
    let column = column.isEmpty ? "a cell" : column
    return switch code {
    case "too-few-cells": "too few cells"
    case "too-many-cells": "too many cells"
    case "second-header": "a second header line"
    case "not-utf8": "\(column) is not UTF-8"
    case "line-break": "\(column) has a line break"
    case "empty": "\(column) is empty or a placeholder"
    case "too-long": "\(column) is too long"
    case "bad-character": "\(column) has a character that cannot be seen"
    case "not-a-number": "\(column) is not a whole number"
    case "out-of-range": "\(column) is too small or too large"
    case "not-a-date": "\(column) is not a date"
    case "spreadsheet-damage": "a spreadsheet has changed \(column)"
    case "near-twin": "a known line has the same orderid except for leading zeros"
    case "line-repeated": "the line is in the same file twice"
    case "stated-twice": "the file states two values"
    case "batch-differs": "the batch is known with other values"
    case "line-differs": "the order line is known with another qty"
    case "line-cancelled": "the order line is cancelled"
    case "line-elsewhere": "the order line is on another batch"
    case "other-sku": "the batch is of another sku"
    case "does-not-fit": "the batch has too few available"
    case "unknown-sku": "no batch of the sku is known yet"
    case "unknown-batch": "the batch is not known"
    case "unknown-line": "the order line is not known"
    case "waited-too-long": "what it names did not come in time"
    default: code
    }
  }
}
