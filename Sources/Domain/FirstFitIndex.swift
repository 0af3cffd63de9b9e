/// A tree of maxima over the batches' available quantities, so that the first one that is large
/// enough is found without looking at those before it.
///
/// Few batches are searched one by one, which is faster than any tree; the tree is made the first
/// time that a longer list is searched, and again after the list has changed its order.
struct FirstFitIndex: Sendable {
  private static let worthATree = 8

  /// The tree as an array; empty while there is none.
  ///
  /// Element 1 is the largest of all, node `n` covers nodes `2n` and `2n + 1`, and the second half
  /// are the leaves.
  private var maxima: [Int] = []
  private var leaves: Int { maxima.count / 2 }

  mutating func forget() { maxima.removeAll(keepingCapacity: true) }

  mutating func update(_ position: Int, to available: Int) {
    guard !maxima.isEmpty else { return }
    var node = leaves + position
    maxima[node] = available
    while node > 1 {
      node /= 2
      let largest = max(maxima[2 * node], maxima[2 * node + 1])
      guard maxima[node] != largest else { return }
      maxima[node] = largest
    }
  }

  mutating func largest(in batches: [Batch]) -> Int {
    guard batches.count > Self.worthATree else {
      return batches.reduce(0) { max($0, $1.availableQuantity) }
    }
    plant(batches)
    return max(0, maxima[1])
  }

  mutating func first(atLeast quantity: Int, in batches: [Batch]) -> Int? {
    guard batches.count > Self.worthATree else {
      return batches.firstIndex { $0.canAllocate(quantity) }
    }
    plant(batches)
    guard maxima[1] >= quantity else { return nil }
    var node = 1
    while node < leaves {
      node *= 2
      if maxima[node] < quantity { node += 1 }
    }
    return node - leaves
  }

  private mutating func plant(_ batches: [Batch]) {
    guard maxima.isEmpty else { return }
    var width = 1
    while width < batches.count { width *= 2 }
    maxima = [Int](repeating: Int.min, count: 2 * width)
    for (position, batch) in batches.enumerated() {
      maxima[width + position] = batch.availableQuantity
    }
    for node in stride(from: width - 1, to: 0, by: -1) {
      maxima[node] = max(maxima[2 * node], maxima[2 * node + 1])
    }
  }
}
