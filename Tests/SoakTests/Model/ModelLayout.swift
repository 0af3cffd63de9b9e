import Domain
import Foundation
import ServiceLayer

/// The columns of a file, and the commands of its rows.
struct ModelLayout {
  /// The header names that are accepted for each required column of a kind.
  static func names(_ kind: FileKind) -> [[String]] {
    let orderID = ["orderid"]
    let quantity = ["qty", "quantity"]
    let reference = ["ref", "reference", "batchref"]
    return switch kind {
    case .batches: [reference, ["sku"], quantity]
    case .quantities: [reference, quantity]
    case .etas: [reference, ["eta"]]
    case .allocations: [orderID, ["sku"], quantity, ["batchref", "ref", "reference"]]
    case .orders, .amendments: [orderID, ["sku"], quantity]
    case .cancellations: [orderID]
    }
  }

  /// The names of the columns that a kind may have.
  private static func optional(_ kind: FileKind) -> [[String]] {
    switch kind {
    case .batches: [["eta"]]
    case .cancellations: [["sku"]]
    case .quantities, .etas, .allocations, .orders, .amendments: []
    }
  }

  private let kind: FileKind
  private let header: [String]
  private let names: [String]
  /// The position of each column, in the order of `names`; a batch's eta comes last.
  private let positions: [Int?]

  /// Nil if a column is missing or duplicate.
  init?(header cells: [[UInt8]], kind: FileKind) {
    self.kind = kind
    let header = cells.map(folded)
    self.header = header
    var found: [Int?] = []
    let optional = Self.optional(kind)
    for names in Self.names(kind) + optional {
      let exact = header.indices.filter { header[$0] == names[0] }
      let places = exact.isEmpty ? cells.indices.filter { names.contains(bare(cells[$0])) } : exact
      guard places.count == 1 || (places.isEmpty && optional.contains(names)) else {
        return nil
      }
      found.append(places.first)
    }
    positions = found
    if kind == .batches, found.last == .some(nil), header.contains("eta_date") { return nil }
    names = cells.map(bare)
  }

  /// The unused columns, except a rejects file's own.
  var ignored: [String] {
    let own = ModelRejects.isHandedBack(header.map { Array($0.utf8) })
    return header.indices.filter {
      !positions.contains($0) && !header[$0].isEmpty && !(own && ModelRejects.isOwn(header[$0]))
    }.map { names[$0] }
  }

  enum Row {
    case command(Command)
    case faults([ModelFault])
  }

  func row(_ record: ModelCSV.Record) -> Row {
    var cells = record.cells
    if ModelRejects.isHandedBack(header.map { Array($0.utf8) }), let fault = unmended(cells) {
      return .faults([fault])
    }
    let width = 1 + (header.lastIndex { !$0.isEmpty } ?? -1)
    let needed =
      positions.prefix(kind == .cancellations ? 2 : Self.names(kind).count).compactMap { $0 }.max()
      ?? 0
    if cells.dropFirst(width).contains(where: { !trimmed($0).isEmpty }) {
      return .faults([ModelFault(code: "too-many-cells")])
    }
    if cells.count <= needed || (cells.count < width && record.isOpen) {
      return .faults([ModelFault(code: "too-few-cells")])
    }
    while cells.count < header.count { cells.append([]) }
    let isHeader = positions.compactMap { $0 }.allSatisfy {
      $0 < record.cells.count && bare(Array(cells[$0].trimmingByteOrderMark)) == names[$0]
    }
    var reader = ModelCells(
      cells: cells.map(unguarded),
      looksUp: ![.batches, .orders, .allocations].contains(kind)
    )
    for position in 0..<width where !positions.contains(position) {
      reader.checkEncoding(position, header[position])
    }
    let command = command(&reader)
    if isHeader, kind == .cancellations || !reader.faults.isEmpty {
      return .faults([ModelFault(code: "second-header")])
    }
    guard reader.faults.isEmpty, let command else { return .faults(reader.faults) }
    return .command(command)
  }

  /// The line or batch that a row would create, as far as its cells can be read.
  func key(_ cells: [[UInt8]]) -> RowKey? {
    var reader = ModelCells(cells: cells.map(unguarded))
    func text(_ column: Int) -> String? {
      guard let position = positions[column], position < cells.count else { return nil }
      let text = reader.text(position, "")
      return reader.faults.isEmpty ? text : nil
    }
    switch kind {
    case .batches: return text(0).map { .batch(BatchReference(rawValue: $0)) }
    case .orders, .allocations:
      guard let orderID = text(0), let sku = text(1) else { return nil }
      return .line(OrderID(rawValue: orderID), Sku(rawValue: sku))
    default: return nil
    }
  }

  /// The state of a row according to a rejects file's own marks.
  private func unmended(_ cells: [[UInt8]]) -> ModelFault? {
    if let extra = header.firstIndex(of: "allot_extra"), extra < cells.count,
      case let cell = trimmed(cells[extra]), !cell.isEmpty
    {
      return ModelFault(code: "too-many-cells", column: "allot_extra", value: nil)
    }
    return cells.contains { trimmed($0).elementsEqual(ModelRejects.missing.utf8) }
      ? ModelFault(code: "too-few-cells") : nil
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
    case .amendments:
      return .changeOrderLineQuantity(ChangeOrderLineQuantity(line: line(&cells)))
    case .cancellations:
      let orderID = cells.text(positions[0], "orderid")
      guard positions[1] != nil else { return .cancel(OrderID(rawValue: orderID)) }
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

extension [UInt8] {
  fileprivate var trimmingByteOrderMark: ArraySlice<UInt8> {
    starts(with: [0xEF, 0xBB, 0xBF]) ? dropFirst(3) : self[...]
  }
}
