/// The age of an order line: the import that accepted it, and its row there.
///
/// A line keeps its number forever, so a line with a lower number has waited longer. The number
/// depends only on the files, so it is the same whether one importer runs or several. The first
/// version of the program numbered its lines by counting: those numbers are lower than those of any
/// import.
package struct LineNumber: RawRepresentable, Hashable, Comparable, Sendable {
  /// The most rows of one import that have distinct numbers.
  package static let mostRows = (1 << 32) - 1

  package let rawValue: Int
  package init(rawValue: Int) { self.rawValue = rawValue }

  package init(importID: Int, row: Int) { rawValue = importID << 32 &+ row }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
