import Domain
import Foundation
import ServiceLayer

/// Reads the cells of one row; a cell with a fault gives an arbitrary value.
struct ModelCells {
  let cells: [[UInt8]]
  /// Whether the row only looks names up; it may use placeholder names.
  var looksUp = false
  var faults: [ModelFault] = []

  mutating func text(_ position: Int?, _ column: String) -> String {
    let cell = cells[position ?? 0]
    guard !isBroken(cell, column) else { return "" }
    let text = String(decoding: cell, as: UTF8.self).precomposedStringWithCanonicalMapping
    if text.isEmpty {
      add("empty", column, cell)
    } else if text.unicodeScalars.contains(where: Self.isUnseen) {
      add("bad-character", column, cell)
    } else if text.utf8.count > 255 {
      add("too-long", column, cell)
    } else if text.wholeMatch(of: /[0-9]([.,][0-9]+)?[eE]\+[0-9]+|[0-9]+\.0+/) != nil {
      add("spreadsheet-damage", column, cell)
    } else if looksUp {
      return text
    } else if text.wholeMatch(of: /#([A-Z]+[!?]|DIV\/0!|N\/A|##+)/) != nil {
      add("spreadsheet-damage", column, cell)
    } else if ["NULL", "null", "(null)", "NaN", "N/A"].contains(text) {
      add("empty", column, cell)
    }
    return text
  }

  mutating func number(_ position: Int?, atLeast least: Int) -> Int {
    let cell = cells[position ?? 0]
    guard !isBroken(cell, "qty") else { return 0 }
    if cell.isEmpty {
      add("empty", "qty", cell)
    } else if let match = String(decoding: cell, as: UTF8.self)
      .wholeMatch(of: /(-?)([0-9]+)(\.00?)?/)
    {
      let number = Int(match.2) ?? .max
      if match.1.isEmpty, (least...1_000_000_000).contains(number) { return number }
      add("out-of-range", "qty", cell)
    } else {
      add("not-a-number", "qty", cell)
    }
    return 0
  }

  mutating func day(_ position: Int?) -> Day? {
    guard let cell = position.map({ cells[$0] }), !cell.isEmpty, !isBroken(cell, "eta") else {
      return nil
    }
    let text = String(decoding: cell, as: UTF8.self)
    if let match = text.wholeMatch(of: /([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]00:00(?::00)?)?/),
      let year = Int(match.1), let month = Int(match.2), let day = Int(match.3),
      year >= 1900, (1...12).contains(month), (1...Self.days(month, year)).contains(day)
    {
      return Day(cell.prefix(10))
    }
    add("not-a-date", "eta", cell)
    return nil
  }

  mutating func checkEncoding(_ position: Int, _ name: String) {
    if String(validating: cells[position], as: UTF8.self) == nil {
      add("not-utf8", name, cells[position])
    }
  }

  private mutating func isBroken(_ cell: [UInt8], _ column: String) -> Bool {
    if cell.contains(0x0A) || cell.contains(0x0D) {
      add("line-break", column, cell)
    } else if String(validating: cell, as: UTF8.self) == nil {
      add("not-utf8", column, cell)
    } else {
      return false
    }
    return true
  }

  private mutating func add(_ code: String, _ column: String, _ cell: [UInt8]) {
    let isPlain = cell.count <= 200 && cell.allSatisfy { (0x20...0x7E).contains($0) }
    faults.append(
      ModelFault(
        code: code,
        column: column,
        value: isPlain ? String(decoding: cell, as: UTF8.self) : nil
      )
    )
  }

  private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    case .spaceSeparator: scalar != " "
    default: false
    }
  }

  private static func days(_ month: Int, _ year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }
}
