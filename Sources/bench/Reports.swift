/// The latest reports of a root, and whether they can be right.
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
    // No cell of the files made here has a comma or a quote in it.
    try TextFile.forEachLine(of: path(report)) { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      guard let position else {
        position = cells.firstIndex { $0 == column }
        guard position != nil else { throw BenchError("\(path(report)) has no column \(column)") }
        return
      }
      guard cells.indices.contains(position), let number = Int(cells[position]) else {
        throw BenchError("\(path(report)): no \(column) in the row \(line)")
      }
      rows += 1
      sum += number
    }
    return (rows, sum)
  }

  private func path(_ report: String) -> String { "\(root)/reports/latest/\(report).csv" }
}
