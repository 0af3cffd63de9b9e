/// What became of rows: every row read is in exactly one of these.
package struct RowCounts: Equatable, Sendable {
  package var applied = 0
  package var unchanged = 0
  package var deferred = 0
  package var rejected = 0

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
  }
}
