/// A batch has more allocated than its allocations add up to: the stored data contradict each
/// other.
package struct BrokenChain: Error, Equatable, Sendable, CustomStringConvertible {
  package let batch: BatchReference

  package init(batch: BatchReference) { self.batch = batch }

  package var description: String {
    "batch '\(batch.rawValue)' has more allocated than its allocations add up to"
  }
}
