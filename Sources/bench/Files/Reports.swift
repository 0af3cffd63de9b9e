/// The latest reports of a root, and checks of their totals.
struct Reports {
  let root: String

  var allocations: String { path("allocations") }

  func check(lines: Int) throws {
    let allocated = try total(of: "qty", in: "allocations")
    let waiting = try total(of: "qty", in: "backorders")
    guard allocated.rows + waiting.rows == lines else {
      throw BenchError(
        """
        wrong results: \(allocated.rows) allocations and \(waiting.rows) back-orders in \(root) \
        are not \(lines) lines
        """
      )
    }
    let taken = try total(of: "allocated", in: "stock")
    guard taken.sum == allocated.sum else {
      throw BenchError(
        """
        wrong results: the stock of \(root) has \(taken.sum) units allocated, its allocations \
        \(allocated.sum)
        """
      )
    }
  }

  /// How many lines wait.
  func waiting() throws -> Int { try total(of: "qty", in: "backorders").rows }

  /// Counts the rows of a report and adds up a column.
  private func total(of column: String, in report: String) throws -> (rows: Int, sum: Int) {
    var position: Int?
    var rows = 0
    var sum = 0
    try TextFile.forEachLine(of: path(report)) { line in
      guard let position else {
        let columns = String(decoding: line, as: UTF8.self).split(separator: ",")
        position = columns.firstIndex { $0 == column }
        guard position != nil else { throw BenchError("\(path(report)) has no column \(column)") }
        return
      }
      guard let number = number(at: position, of: line) else {
        throw BenchError(
          "\(path(report)): no \(column) in the row \(String(decoding: line, as: UTF8.self))"
        )
      }
      rows += 1
      sum += number
    }
    return (rows, sum)
  }

  /// Reads a cell; no cell of the generated files has a comma or a quote.
  private func number(at position: Int, of line: UnsafeBufferPointer<UInt8>) -> Int? {
    var commas = 0
    var number: Int?
    for byte in line {
      if byte == UInt8(ascii: ",") {
        commas += 1
      } else if commas == position {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        number = (number ?? 0) * 10 + Int(byte - UInt8(ascii: "0"))
      }
    }
    return number
  }

  private func path(_ report: String) -> String { "\(root)/reports/latest/\(report).csv" }
}
