/// Rows that a person may want to look at: how many there are, and where the first one is.
package struct NotedRows: Equatable, Sendable {
  package var rows = 0
  /// The line of the file on which the first of them begins; 0 if there is none.
  package var firstLine = 0

  package init(rows: Int = 0, firstLine: Int = 0) {
    self.rows = rows
    self.firstLine = firstLine
  }

  /// Counts another such row.
  package mutating func note(line: Int) {
    if rows == 0 { firstLine = line }
    rows += 1
  }

  fileprivate static func += (left: inout Self, right: Self) {
    if left.rows == 0 { left.firstLine = right.firstLine }
    left.rows += right.rows
  }
}

/// The outcomes of rows, counted: every row has exactly one of the four.
package struct RowCounts: Equatable, Sendable {
  package var applied = 0
  package var unchanged = 0
  package var deferred = 0
  package var rejected = 0
  /// The unchanged rows that order a cancelled order line.
  package var calledOff = NotedRows()
  /// The applied rows of a list of all orders that ordered a cancelled line again.
  package var revived = NotedRows()
  /// The applied rows that made a quantity many times larger or smaller.
  package var farOff = NotedRows()

  package init(applied: Int = 0, unchanged: Int = 0, deferred: Int = 0, rejected: Int = 0) {
    self.applied = applied
    self.unchanged = unchanged
    self.deferred = deferred
    self.rejected = rejected
  }

  package var sum: Int { applied + unchanged + deferred + rejected }

  package static func += (left: inout Self, right: Self) {
    left.applied += right.applied
    left.unchanged += right.unchanged
    left.deferred += right.deferred
    left.rejected += right.rejected
    left.calledOff += right.calledOff
    left.revived += right.revived
    left.farOff += right.farOff
  }
}
