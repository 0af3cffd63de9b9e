/// Why a line waits, in the words of `backorders.csv`.
package enum WaitReason: String, Sendable, Encodable {
  /// No stock is free.
  case none
  /// Less stock is free than the line needs.
  case short
  /// Enough stock is free in total, but no batch has enough: a line is never split.
  case split

  package init(wanted: Int, free: Int) {
    self = free == 0 ? .none : free < wanted ? .short : .split
  }
}
