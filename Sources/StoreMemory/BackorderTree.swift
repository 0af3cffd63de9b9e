package import Domain

/// The back-orders of one product, by age; finds the oldest of at most a given quantity in
/// logarithmic time.
///
/// It is a tree in the order of age (a treap). Each node has the smallest quantity in its subtree.
/// Without the tree, a batch that serves thousands of lines with thousands of different quantities
/// would check every quantity again for each line.
package struct BackorderTree {
  private struct Node {
    let number: LineNumber
    let quantity: Int
    let priority: UInt64
    var least: Int
    var left = BackorderTree.none
    var right = BackorderTree.none
  }

  private static let none: Int32 = -1
  private var nodes: [Node] = []
  private var free: [Int32] = []
  private var root = BackorderTree.none

  package init() {}

  package var count: Int { nodes.count - free.count }

  /// Adds a line that is not here yet.
  package mutating func insert(_ number: LineNumber, quantity: Int) {
    let (older, younger) = split(root, before: number)
    root = merge(merge(older, make(number, quantity)), younger)
  }

  /// Removes a line; does nothing if it is not here.
  package mutating func remove(_ number: LineNumber) {
    let (older, rest) = split(root, before: number)
    let (itself, younger) = split(rest, before: LineNumber(rawValue: number.rawValue &+ 1))
    if itself != Self.none { free.append(itself) }
    root = merge(older, younger)
  }

  /// The oldest line of at most this quantity, and its own quantity; nil if there is none.
  package func oldest(fitting quantity: Int) -> (number: LineNumber, quantity: Int)? {
    guard root != Self.none, nodes[at: root].least <= quantity else { return nil }
    var place = root
    while true {
      let node = nodes[at: place]
      if node.left != Self.none, nodes[at: node.left].least <= quantity {
        place = node.left
      } else if node.quantity <= quantity {
        return (node.number, node.quantity)
      } else {
        place = node.right
      }
    }
  }

  private mutating func make(_ number: LineNumber, _ quantity: Int) -> Int32 {
    let node = Node(
      number: number,
      quantity: quantity,
      priority: mix(UInt64(bitPattern: Int64(number.rawValue)), processSeed),
      least: quantity
    )
    if let place = free.popLast() {
      nodes[at: place] = node
      return place
    }
    nodes.append(node)
    return Int32(nodes.count - 1)
  }

  /// Splits a tree into the lines older than a number and the others.
  private mutating func split(_ place: Int32, before number: LineNumber) -> (Int32, Int32) {
    guard place != Self.none else { return (Self.none, Self.none) }
    if nodes[at: place].number < number {
      let (older, younger) = split(nodes[at: place].right, before: number)
      nodes[at: place].right = older
      updateLeast(place)
      return (place, younger)
    }
    let (older, younger) = split(nodes[at: place].left, before: number)
    nodes[at: place].left = younger
    updateLeast(place)
    return (older, place)
  }

  /// Joins two trees; the first has the older lines.
  private mutating func merge(_ older: Int32, _ younger: Int32) -> Int32 {
    guard older != Self.none else { return younger }
    guard younger != Self.none else { return older }
    if nodes[at: older].priority > nodes[at: younger].priority {
      nodes[at: older].right = merge(nodes[at: older].right, younger)
      updateLeast(older)
      return older
    }
    nodes[at: younger].left = merge(older, nodes[at: younger].left)
    updateLeast(younger)
    return younger
  }

  private mutating func updateLeast(_ place: Int32) {
    let node = nodes[at: place]
    var least = node.quantity
    if node.left != Self.none { least = min(least, nodes[at: node.left].least) }
    if node.right != Self.none { least = min(least, nodes[at: node.right].least) }
    nodes[at: place].least = least
  }
}

extension Array {
  fileprivate subscript(at place: Int32) -> Element {
    get { self[Int(place)] }
    set { self[Int(place)] = newValue }
  }
}
