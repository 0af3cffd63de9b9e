/// Why a line waits, as `backorders.csv` has it.
package enum WaitReason: String, Sendable, Encodable {
  /// Nothing is free.
  case none
  /// Less is free than it wants.
  case short
  /// Enough is free in all, but no batch has enough: a line is never split.
  case split

  package init(wanted: Int, free: Int) {
    self = free == 0 ? .none : free < wanted ? .short : .split
  }
}
