import Domain
import Foundation
import ServiceLayer

/// What is wrong with a row, as rejects.csv must tell it; a value that is escaped is not foretold.
struct ModelFault: Equatable {
  let code: String
  var column = ""
  var value: String? = ""
}

/// Where a file keeps its columns, and what its rows ask for.
struct ModelLayout {
  /// The names that serve for each column that a kind must have, in the order of design.md.
  static func names(_ kind: FileKind) -> [[String]] {
    let orderID = ["orderid", "order_id"]
    let quantity = ["qty", "quantity"]
    let reference = ["ref", "reference", "batchref", "batch_ref"]
    return switch kind {
    case .batches: [reference, ["sku"], quantity]
    case .quantities: [reference, quantity]
    case .etas: [reference, ["eta"]]
    case .allocations: [orderID, ["sku"], quantity, reference]
    case .orders: [orderID, ["sku"], quantity]
    case .cancellations: [orderID, ["sku"]]
    }
  }

  private let kind: FileKind
  private let header: [String]
  /// The position of each column, in the order of `names`; a batch's eta comes last.
  private let positions: [Int?]

  /// Nil where a column is missing or there twice.
  init?(header cells: [[UInt8]], kind: FileKind) {
    self.kind = kind
    let header = cells.map(folded)
    self.header = header
    var found: [Int?] = []
    for names in Self.names(kind) + (kind == .batches ? [["eta"]] : []) {
      let places = header.indices.filter { names.contains(header[$0]) }
      guard places.count == 1 || (places.isEmpty && names == ["eta"] && kind == .batches) else {
        return nil
      }
      found.append(places.first)
    }
    positions = found
  }

  enum Row {
    case command(Command)
    case faults([ModelFault])
  }

  func row(_ cells: [[UInt8]]) -> Row {
    let isBehind = zip(header, cells).contains { $0.isEmpty && !trimmed($1).isEmpty }
    guard cells.count == header.count, !isBehind else {
      return .faults([
        ModelFault(code: cells.count < header.count ? "too-few-cells" : "too-many-cells")
      ])
    }
    let isHeader = positions.compactMap { $0 }.allSatisfy {
      folded(Array(cells[$0].trimmingByteOrderMark)) == header[$0]
    }
    var reader = ModelCells(cells: cells.map(trimmed))
    for position in header.indices where !positions.contains(position) {
      reader.checkEncoding(position, header[position])
    }
    let command = command(&reader)
    if isHeader, kind == .cancellations || !reader.faults.isEmpty {
      return .faults([ModelFault(code: "second-header")])
    }
    guard reader.faults.isEmpty, let command else { return .faults(reader.faults) }
    return .command(command)
  }

  private func command(_ cells: inout ModelCells) -> Command? {
    switch kind {
    case .batches:
      let reference = cells.text(positions[0], "ref")
      let sku = cells.text(positions[1], "sku")
      let quantity = cells.number(positions[2], atLeast: 0)
      let eta = cells.day(positions[3])
      return .batch(.init(rawValue: reference), .init(rawValue: sku), quantity, eta: eta)
    case .quantities:
      let reference = cells.text(positions[0], "ref")
      return .quantity(.init(rawValue: reference), cells.number(positions[1], atLeast: 0))
    case .etas:
      let reference = cells.text(positions[0], "ref")
      return .eta(.init(rawValue: reference), cells.day(positions[1]))
    case .allocations:
      let line = line(&cells)
      let reference = cells.text(positions[3], "batchref")
      return .place(
        line.orderID,
        line.sku,
        line.quantity,
        on: BatchReference(rawValue: reference)
      )
    case .orders: return .allocate(Allocate(line: line(&cells)))
    case .cancellations:
      let orderID = cells.text(positions[0], "orderid")
      return .cancel(.init(rawValue: orderID), .init(rawValue: cells.text(positions[1], "sku")))
    }
  }

  private func line(_ cells: inout ModelCells) -> OrderLine {
    let orderID = cells.text(positions[0], "orderid")
    let sku = cells.text(positions[1], "sku")
    let quantity = cells.number(positions[2], atLeast: 1)
    return OrderLine(.init(rawValue: orderID), .init(rawValue: sku), quantity)
  }
}

/// Reads the cells of one row; what has a fault comes back as nothing in particular.
private struct ModelCells {
  let cells: [[UInt8]]
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
    }
    return text
  }

  mutating func number(_ position: Int?, atLeast least: Int) -> Int {
    let cell = cells[position ?? 0]
    guard !isBroken(cell, "qty") else { return 0 }
    if cell.isEmpty {
      add("empty", "qty", cell)
    } else if !cell.allSatisfy({ (0x30...0x39).contains($0) }) {
      add("not-a-number", "qty", cell)
    } else {
      let number = Int(String(decoding: cell, as: UTF8.self)) ?? .max
      if (least...1_000_000_000).contains(number) { return number }
      add("out-of-range", "qty", cell)
    }
    return 0
  }

  mutating func day(_ position: Int?) -> Day? {
    guard let cell = position.map({ cells[$0] }), !cell.isEmpty, !isBroken(cell, "eta") else {
      return nil
    }
    let text = String(decoding: cell, as: UTF8.self)
    if let match = text.wholeMatch(of: /([0-9]{4})-([0-9]{2})-([0-9]{2})/),
      let year = Int(match.1), let month = Int(match.2), let day = Int(match.3),
      year >= 1900, (1...12).contains(month), (1...Self.days(month, year)).contains(day)
    {
      return Day(cell)
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

extension [UInt8] {
  fileprivate var trimmingByteOrderMark: ArraySlice<UInt8> {
    starts(with: [0xEF, 0xBB, 0xBF]) ? dropFirst(3) : self[...]
  }
}
