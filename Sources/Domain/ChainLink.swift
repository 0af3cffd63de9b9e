/// An allocation in the chain of its batch, and the allocation made there after it.
package struct ChainLink: Equatable, Sendable {
  package let allocation: Allocation
  /// Nil if this allocation is the newest.
  package let newer: LineNumber?

  package init(allocation: Allocation, newer: LineNumber?) {
    self.allocation = allocation
    self.newer = newer
  }
}
