/// The age of an order line: lines are numbered in the order in which they were accepted.
///
/// A line keeps its number for ever, so a lower number has waited longer (design.md, section 1).
package struct LineNumber: RawRepresentable, Hashable, Comparable, Sendable {
  package let rawValue: Int
  package init(rawValue: Int) { self.rawValue = rawValue }
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
