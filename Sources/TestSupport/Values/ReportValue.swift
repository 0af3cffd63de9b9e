package import ServiceLayer

/// A cell of a report as a value that outlives its row, to be written as a literal.
package enum ReportValue: Hashable, Sendable, CustomStringConvertible {
  case text(String)
  case number(Int)
  case empty

  package init(_ cell: ReportCell) {
    switch cell {
    case .text(let bytes): self = .text(String(decoding: bytes, as: UTF8.self))
    case .number(let number): self = .number(number)
    case .empty: self = .empty
    }
  }

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
    var rows: [[ReportValue]] = []
    try read(table, for: run) { rows.append($0.map(ReportValue.init)) }
    return rows
  }
}
