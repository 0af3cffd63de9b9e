/// Rejected rows in the form of their original file, as rejects/ must have them.
struct ModelRejects: Equatable {
  /// The header of the file that the rows came in.
  let source: [[UInt8]]
  let rejected: [ModelRow]
  let delimiter: UInt8
  let hasByteOrderMark: Bool
  let rawCells: Bool

  private static let own = ["allot_extra", "allot_line", "allot_codes", "allot_reason"]
  static let missing = "(missing)"

  /// Whether a file with such a header was handed back before.
  static func isHandedBack(_ header: [[UInt8]]) -> Bool {
    header.map(folded).contains { own.dropFirst().contains($0) }
  }

  static func isOwn(_ name: String) -> Bool { own.contains(name) }

  /// The stem that a file had before it was handed back.
  static func firstStem(_ stem: String) -> String {
    guard let match = stem.wholeMatch(of: /(.+)\.[0-9]{8}T[0-9]{6}Z(-[0-9]+)?(\.[0-9]+)?/) else {
      return stem
    }
    return String(match.1)
  }

  private func guarded(_ cell: [UInt8]) -> [UInt8] {
    guard !rawCells, let first = cell.first, Array("=+-@\r\n".utf8).contains(first) else {
      return cell
    }
    return Array("'".utf8) + cell
  }

  private var names: [String] { source.map(folded) }
  private var isHandedBack: Bool { Self.isHandedBack(source) }

  private var kept: [Int] {
    source.indices.filter { !isHandedBack || !Self.isOwn(names[$0]) }
  }

  /// The surplus cells of a row as one text; empty if there are none.
  private func extra(_ row: ModelRow) -> [UInt8] {
    let former = isHandedBack ? names.firstIndex(of: "allot_extra") : nil
    let cells =
      (former.flatMap { $0 < row.cells.count ? [row.cells[$0]] : nil } ?? [])
      + row.cells.dropFirst(source.count)
    return cells.contains { !$0.isEmpty } ? Array(cells.joined(separator: [delimiter])) : []
  }

  private var hasExtra: Bool { rejected.contains { !extra($0).isEmpty } }

  var header: [[UInt8]] {
    kept.map { guarded(trimmed(source[$0])) }
      + Self.own.dropFirst(hasExtra ? 0 : 1).map { Array($0.utf8) }
  }

  /// Each row without its last cell, the reason.
  var rows: [[[UInt8]]] {
    rejected.map { row in
      let isTooShort = row.faults.contains { $0.code == "too-few-cells" }
      let codes = row.faults.map(\.code).joined(separator: " ")
      return kept.map { position in
        guard position < row.cells.count else {
          return isTooShort ? Array(Self.missing.utf8) : []
        }
        return guarded(trimmed(row.cells[position]))
      } + (hasExtra ? [guarded(trimmed(extra(row)))] : []) + [
        Array("\(row.line)".utf8), Array(codes.utf8),
      ]
    }
  }
}
