/// The available quantities of a product's batches, stored so that the first batch with enough is
/// found quickly.
///
/// A short list is searched from the start, which is faster than any tree. A long list gets a tree
/// of maxima; it is built at the first search, and again after the order of the batches has
/// changed.
struct FirstFitIndex: Sendable {
  private static let worthATree = 64

  /// One number per batch, while the list is short.
  private var available: [Int] = []
  /// The tree as an array, while the list is long.
  ///
  /// Element 1 is the root, node `n` is the maximum of nodes `2n` and `2n + 1`, and the second half
  /// of the array holds the leaves.
  private var maxima: [Int] = []
  private var isPlanted = false
  private var leaves: Int { maxima.count / 2 }

  mutating func forget() { isPlanted = false }

  mutating func update(_ position: Int, to quantity: Int) {
    guard isPlanted else { return }
    guard maxima.isEmpty else { return updateTree(position, to: quantity) }
    available[position] = quantity
  }

  mutating func largest(in batches: [Batch]) -> Int {
    plant(batches)
    return max(0, maxima.isEmpty ? available.max() ?? 0 : maxima[1])
  }

  mutating func first(atLeast quantity: Int, in batches: [Batch]) -> Int? {
    plant(batches)
    guard !maxima.isEmpty else { return available.firstIndex { $0 >= quantity } }
    guard maxima[1] >= quantity else { return nil }
    var node = 1
    while node < leaves {
      node *= 2
      if maxima[node] < quantity { node += 1 }
    }
    return node - leaves
  }

  private mutating func updateTree(_ position: Int, to quantity: Int) {
    var node = leaves + position
    maxima[node] = quantity
    while node > 1 {
      node /= 2
      let largest = max(maxima[2 * node], maxima[2 * node + 1])
      guard maxima[node] != largest else { return }
      maxima[node] = largest
    }
  }

  private mutating func plant(_ batches: [Batch]) {
    guard !isPlanted else { return }
    isPlanted = true
    available.removeAll(keepingCapacity: true)
    maxima.removeAll(keepingCapacity: true)
    if batches.count < Self.worthATree {
      available.reserveCapacity(batches.count)
      for batch in batches { available.append(batch.availableQuantity) }
    } else {
      plantTree(batches)
    }
  }

  private mutating func plantTree(_ batches: [Batch]) {
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
