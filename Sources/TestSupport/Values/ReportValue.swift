package import ServiceLayer

/// A cell of a report as a value that outlives its row and can be written as a literal.
package enum ReportValue: Hashable, Sendable, CustomStringConvertible {
  case text(String)
  case number(Int)
  case empty

  package var description: String {
    switch self {
    case .text(let text): "\"\(text)\""
    case .number(let number): String(number)
    case .empty: "nil"
    }
  }
}

extension ReportValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByNilLiteral
{
  package init(stringLiteral text: String) { self = .text(text) }
  package init(integerLiteral number: Int) { self = .number(number) }
  package init(nilLiteral: ()) { self = .empty }
}

extension ReportSource {
  /// All rows of a report.
  package func rows(_ table: ReportTable, for run: Run) throws -> [[ReportValue]] {
    let rows = ReportRowList()
    try read(table, for: run, into: rows)
    return rows.rows
  }

  /// The notes beside the cells of a report.
  package func notes(_ table: ReportTable, for run: Run) throws -> [ReportNote] {
    let rows = ReportRowList()
    try read(table, for: run, into: rows)
    return rows.notes
  }
}

/// Keeps the rows of a report as values.
private final class ReportRowList: ReportSink {
  private(set) var rows: [[ReportValue]] = []
  private(set) var notes: [ReportNote] = []
  private var row: [ReportValue] = []

  func text(_ utf8: Span<UInt8>) {
    row.append(.text(utf8.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }))
  }
  func number(_ number: Int) { row.append(.number(number)) }
  func empty() { row.append(.empty) }

  func note(_ note: ReportNote) { notes.append(note) }

  func endRow() {
    rows.append(row)
    row = []
  }
}
