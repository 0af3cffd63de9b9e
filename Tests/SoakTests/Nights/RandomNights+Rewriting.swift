import Domain
import ServiceLayer

/// Files that come again in another form.
extension RandomNights {
  /// The same file with one row or cell changed.
  mutating func edited(_ old: (name: String, kind: FileKind, bytes: [UInt8])) -> [UInt8] {
    rewritten(old) { files, header, rows in
      let row = files.row(old.kind, header).map { Array($0.utf8) }
      rows.isEmpty ? rows.append(row) : (rows[files.number(0...rows.count - 1)] = row)
    }
  }

  mutating func shuffled(_ old: (name: String, kind: FileKind, bytes: [UInt8])) -> [UInt8] {
    rewritten(old) { files, header, rows in
      rows.shuffle(using: &files.generator)
      guard files.chance(50), rows.allSatisfy({ $0.count == header.count }) else { return }
      let order = header.indices.shuffled(using: &files.generator)
      header = order.map { header[$0] }
      rows = rows.map { row in order.map { row[$0] } }
    }
  }

  /// The output of a program that exports its whole list each night: everything that was dropped of
  /// a kind, each row once, and something new.
  mutating func fullExport(_ kind: FileKind) -> [UInt8] {
    let header = RandomFiles.usualHeader(kind)
    var rows: [[String]] = []
    for old in past where old.kind == kind {
      guard let csv = ModelCSV(old.bytes, kind: kind),
        csv.header.map(folded) == header
      else { continue }
      rows += csv.records.map { $0.cells.map { String(decoding: $0, as: UTF8.self) } }
    }
    var exported: Set<[String]> = []
    rows = rows.filter { exported.insert($0).inserted }.suffix(40)
    rows += (0..<files.number(0...3)).map { _ in files.row(kind, header) }
    return files.style().text(([header] + rows).map { $0.map { Array($0.utf8) } })
  }

  private mutating func rewritten(
    _ old: (name: String, kind: FileKind, bytes: [UInt8]),
    _ change: (inout RandomFiles, inout [String], inout [[[UInt8]]]) -> Void
  ) -> [UInt8] {
    guard let csv = ModelCSV(old.bytes, kind: old.kind) else { return old.bytes }
    var header = csv.header.map { String(decoding: $0, as: UTF8.self) }
    var rows = csv.records.map(\.cells)
    change(&files, &header, &rows)
    return files.style().text([header.map { Array($0.utf8) }] + rows)
  }

  /// The same bytes with more after them; an unfinished last row may continue.
  mutating func grown(_ old: (name: String, kind: FileKind, bytes: [UInt8])) -> [UInt8] {
    guard let csv = ModelCSV(old.bytes, kind: old.kind) else { return old.bytes }
    var style = FileStyle.usual
    style.delimiter = String(decoding: [csv.delimiter], as: UTF8.self)
    style.endsOpen = files.chance(20)
    let header = csv.header.map { String(decoding: $0, as: UTF8.self) }
    let more = (0..<files.number(1...4)).map { _ in
      files.row(old.kind, header).map { Array($0.utf8) }
    }
    let isOpen = old.bytes.last != 0x0A && old.bytes.last != 0x0D
    let joint = isOpen ? files.pick(["\n", "\r\n", "0\n", "7\n", " \n"]) : ""
    return old.bytes + Array(joint.utf8) + style.text(more)
  }

  mutating func broken(_ kind: FileKind) -> [UInt8] {
    let whole = files.file(kind)
    let place = files.number(0...whole.count)
    func with(_ text: String) -> [UInt8] { whole[..<place] + Array(text.utf8) + whole[place...] }
    return switch files.number(1...8) {
    case 1: []
    case 2: [0xEF, 0xBB, 0xBF]
    case 3: with("\"")
    case 4: with("\0")
    case 5: whole + Array("\"never closed".utf8)
    case 6: whole.flatMap { [$0, 0] }
    case 7: Array(whole.dropFirst(files.number(1...12)))
    default: Array(whole[..<place])
    }
  }
}
