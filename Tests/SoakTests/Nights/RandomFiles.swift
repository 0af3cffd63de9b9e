import ServiceLayer
import TestSupport

/// The form in which a program writes a file.
struct FileStyle {
  var delimiter = ","
  var lineEnd = "\n"
  var quotesAll = false
  var byteOrderMark = false
  var separatorLine = false
  var endsOpen = false

  static let usual = FileStyle()

  /// Writes rows, the header first; an empty row is an empty line.
  func text(_ rows: [[[UInt8]]]) -> [UInt8] {
    var bytes: [UInt8] = byteOrderMark ? [0xEF, 0xBB, 0xBF] : []
    if separatorLine { bytes += Array("sep=\(delimiter)\(lineEnd)".utf8) }
    bytes += rows.map(record).joined(separator: Array(lineEnd.utf8))
    return endsOpen ? bytes : bytes + Array(lineEnd.utf8)
  }

  func record(_ cells: [[UInt8]]) -> [UInt8] {
    Array(cells.map(cell).joined(separator: Array(delimiter.utf8)))
  }

  private func cell(_ bytes: [UInt8]) -> [UInt8] {
    guard quotesAll || bytes.contains(where: { Array("\"\r\n,;|\t".utf8).contains($0) }) else {
      return bytes
    }
    return Array("\"".utf8) + bytes.flatMap { $0 == 0x22 ? [$0, $0] : [$0] } + Array("\"".utf8)
  }
}

/// Draws files of all kinds with few names, so that they affect each other.
struct RandomFiles {
  var generator: SeededGenerator
  /// Names change with the nights: old ones become rare, and new ones come too early.
  var night = 0

  mutating func number(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &generator) }
  mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }
  mutating func pick<Element>(_ list: [Element]) -> Element { list[number(0...list.count - 1)] }

  // MARK: - Files

  mutating func kind() -> FileKind {
    switch number(1...100) {
    case ...26: .batches
    case ...38: .quantities
    case ...46: .etas
    case ...57: .allocations
    case ...84: .orders
    case ...92: .amendments
    default: .cancellations
    }
  }

  /// A file name of the kind; most nights have the same few.
  mutating func name(_ kind: FileKind) -> String {
    let word =
      chance(85) ? kind.rawValue : pick([kind.rawValue.capitalized, kind.rawValue.uppercased()])
    let tail = chance(60) ? "" : pick(["-1", " (2)", "_new", ".v2", "-\(night)", ", last"])
    return word + tail + (chance(93) ? ".csv" : pick([".CSV", ".Csv"]))
  }

  mutating func style() -> FileStyle {
    var style = FileStyle()
    if chance(35) { style.delimiter = pick([";", "\t", "|"]) }
    if chance(30) { style.lineEnd = pick(["\r\n", "\r"]) }
    style.quotesAll = chance(10)
    style.byteOrderMark = chance(12)
    style.separatorLine = chance(4)
    style.endsOpen = chance(15)
    return style
  }

  mutating func file(_ kind: FileKind) -> [UInt8] {
    let header = header(kind)
    var rows = (0..<number(chance(4) ? 0...0 : 1...10)).map { _ in row(kind, header) }
    if chance(8) { rows.insert(pick([[], [" "], ["", " ", "\t"]]), at: 0) }
    if chance(3) { rows.append(header) }
    if chance(8), !rows.isEmpty { rows.append(pick(rows)) }
    // The first row of the line is the one with a fault.
    if chance(6), !rows.isEmpty, let quantity = header.firstIndex(where: Self.isQuantity) {
      var first = pick(rows)
      if quantity < first.count {
        first[quantity] = pick(["ten", "0", "NULL"])
        rows.insert(first, at: 0)
      }
    }
    if chance(4) { rows.append(totals(header)) }
    let bytes = ([header] + rows).map { $0.map { Array($0.utf8) } }
    var file = style().text(bytes)
    if chance(3), let place = file.lastIndex(of: UInt8(ascii: "E")) { file[place] = 0xE9 }
    return file
  }

  mutating func header(_ kind: FileKind) -> [String] {
    var header = Self.usualHeader(kind)
    if kind == .batches || kind == .cancellations, chance(15) { header.removeLast() }
    if chance(15) { header = header.map { Self.otherNames[$0].map { pick($0) } ?? $0 } }
    if chance(12) { header = header.map { pick([$0.uppercased(), " \($0)", $0.capitalized]) } }
    if chance(15) { header.append(pick(["note", "Bemerkung", "", "eta_date"])) }
    if chance(5) { header.insert("", at: 0) }
    if chance(20) { header.shuffle(using: &generator) }
    return header
  }

  static func usualHeader(_ kind: FileKind) -> [String] {
    switch kind {
    case .batches: ["ref", "sku", "qty", "eta"]
    case .quantities: ["ref", "qty"]
    case .etas: ["ref", "eta"]
    case .allocations: ["orderid", "sku", "qty", "batchref"]
    case .orders, .amendments: ["orderid", "sku", "qty"]
    case .cancellations: ["orderid", "sku"]
    }
  }

  private static let otherNames = [
    "orderid": ["order_id", "Order ID", "order.id"], "qty": ["quantity", "Qty."],
    "ref": ["reference", "batch_ref", "batchref"],
    "batchref": ["reference", "batch_ref", "ref"],
  ]

  private static func isQuantity(_ name: String) -> Bool {
    ["qty", "quantity"].contains(bare(Array(name.utf8)))
  }

  // MARK: - Rows

  /// A last row like that of many printed lists.
  private mutating func totals(_ header: [String]) -> [String] {
    header.indices.map { position in
      position == 0
        ? pick(["Total", "TOTAL:", "Summe", "Grand total"])
        : position == header.count - 1 ? "\(number(1...999))" : ""
    }
  }

  /// A row under a header; sometimes one that is not a row.
  mutating func row(_ kind: FileKind, _ header: [String]) -> [String] {
    let reference = reference()
    let sku = chance(95) ? usualSku(of: reference) : pick(Self.skus)
    let order = kind == .cancellations && chance(15) ? unknownOrder() : order()
    let orderedSku = kind == .allocations ? sku : skuOf(order)
    let fault = chance(8) ? number(0...header.count - 1) : nil
    var row = header.enumerated().map { position, name in
      let cell =
        switch name.lowercased().filter({ !" _.".contains($0) }) {
        case "ref", "reference", "batchref": reference
        case "sku": kind == .batches ? sku : orderedSku
        case "qty", "quantity": quantity(kind, order)
        case "eta": day()
        case "orderid": order
        default: pick(["", "careful, glass", "two\nlines", "\"so called\""])
        }
      return position == fault ? faulty(cell) : chance(4) ? " \(cell)\t" : cell
    }
    if chance(3) { row.removeLast() }
    if chance(2) { row.append("more") }
    if chance(3) { row += ["", " "] }
    return row
  }

  static let skus = [
    "LAMP", "VASE", "RUG", "=CHAIR", "-DESK", "CAFÉ TABLE", "CAFE\u{301} TABLE", "@HOME",
    "12\" PIPE",
    "bed, small", "LAMP 2", "00123", "'=CHAIR", "''-DESK", "'@HOME", "'TIS",
  ]

  private mutating func reference() -> String {
    "B-\(number(max(0, 2 * night - 12)...2 * night + 5))"
  }
  /// A few consist only of digits, so a spreadsheet removes their zeros.
  private mutating func order() -> String {
    let number = number(max(0, 5 * night - 30)...5 * night + 9)
    guard number % 9 == 5 else { return "O-\(number)" }
    return String(repeating: "0", count: chance(80) ? 3 : self.number(0...3)) + "\(number)"
  }

  /// An order whose sku is not known yet: its line is cancelled before it comes, and is deferred
  /// like the cancellation.
  private mutating func unknownOrder() -> String {
    "O-\(17 * number(0...(5 * night + 9) / 17) + 16)"
  }

  /// A name mostly has the same sku and quantity, so that not every command contradicts earlier
  /// ones.
  private mutating func usualSku(of reference: String) -> String {
    let number = Int(reference.dropFirst(2)) ?? 0
    return number % 11 == 10 ? "NEW-\(number / 22)" : Self.skus[number % Self.skus.count]
  }

  private func numberOf(_ order: String) -> Int { Int(order.filter(\.isNumber)) ?? 0 }

  private mutating func skuOf(_ order: String) -> String {
    let number = numberOf(order)
    if number % 17 == 16 { return number % 2 == 0 ? "NOBODY-\(number)" : "NEW-\(number / 55 + 1)" }
    return chance(90) ? Self.skus[number * 7 % Self.skus.count] : pick(Self.skus)
  }

  private mutating func quantity(_ kind: FileKind, _ order: String) -> String {
    switch kind {
    case .batches: return chance(75) ? "20" : "\(number(0...60))"
    case .quantities: return "\(number(0...50))"
    default:
      let usual = 1 + numberOf(order) * 5 % 13
      return "\(chance(kind == .amendments ? 30 : 92) ? usual : number(1...25))"
    }
  }

  private mutating func day() -> String {
    pick(["", "", "2026-12-01", "2026-12-24", "2027-02-28", "2028-02-29"])
  }

  private mutating func faulty(_ cell: String) -> String {
    pick([
      "", "ten", "1,000", "-5", "+5", "1e3", "0", "1000000001", "99999999999999999999",
      "2026-02-30", "26-1-1", "2027-02-29", "1899-12-31", cell + "\u{A0}", "\u{200B}" + cell,
      cell + "\n" + cell, cell + "\r\nB-1", String(repeating: "x", count: 256), cell + "\u{7}",
      "=1+1", "\(cell)\"", "\(cell).0", "12.00", "2.6E+12", "2026-12-02T00:00:00",
      "2026-12-02 00:00", "'\(cell)", "'-5", "NULL", "05.12.2026", "5-Dec", "46002", "1.234,00",
      cell.lowercased(), String(cell.drop { $0 == "0" }), "CafÃ‰ TABLE", "\(cell)\u{FEFF}", "#REF!",
      "#N/A", "(null)", "NaN",
    ])
  }
}
