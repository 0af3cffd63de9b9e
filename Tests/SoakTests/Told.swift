import Foundation
import ServiceLayer

/// The counts of a run, as the program reports them.
struct ToldCounts: Codable, Equatable {
  var rows: Int
  var applied: Int
  var unchanged: Int
  var deferred: Int
  var rejected: Int

  init(_ counts: RowCounts) {
    rows = counts.sum
    applied = counts.applied
    unchanged = counts.unchanged
    deferred = counts.deferred
    rejected = counts.rejected
  }
}

/// The counts in a JSON summary, of its run and of those that were finished first.
struct ToldSummary: Codable {
  private var counts: ToldCounts
  private var finishedFirst: [ToldSummary]

  /// The counts of each run, in order; empty if the text is not a summary.
  static func counts(_ json: String) -> [ToldCounts] {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard let told = try? decoder.decode(Self.self, from: Data(json.utf8)) else { return [] }
    return told.finishedFirst.map(\.counts) + [told.counts]
  }
}

/// The rows of a rejects.csv, without their reasons.
struct RejectsReport {
  private let rows: [[String]]

  init(_ text: String) {
    let csv = ModelCSV(Array(text.utf8), delimiter: UInt8(ascii: ","))
    rows = (csv?.records ?? []).map { $0.cells.map { String(decoding: $0, as: UTF8.self) } }
  }

  func faults(expected: [ModelRow]) -> [String] {
    var wanted: [[String?]] = []
    for row in expected {
      for fault in row.faults {
        wanted.append([
          row.file, "\(row.line)", row.outcome, fault.code, fault.column, fault.value,
        ])
      }
    }
    let isSame = zip(wanted, rows).allSatisfy { wanted, found in
      found.count == 7 && zip(wanted, found).allSatisfy { isShown($0, as: $1) }
    }
    guard !isSame || wanted.count != rows.count else { return [] }
    return ["rejects.csv: expected \(wanted), found \(rows)"]
  }

  /// Whether a cell shows a value; one that would be a formula has a `'` before it.
  private func isShown(_ value: String?, as cell: String) -> Bool {
    value.map { trimmed(Array($0.utf8)) == Array(cell.utf8) || "'" + $0 == cell } ?? true
  }
}

/// A report with its last column, the reasons, emptied.
func withoutReasons(_ text: String) -> String {
  guard let csv = ModelCSV(Array(text.utf8), delimiter: UInt8(ascii: ",")) else { return text }
  let rows = csv.records.map { Array($0.cells.dropLast()) + [[]] }
  return String(decoding: FileStyle.usual.text([csv.header] + rows), as: UTF8.self)
}
