import Domain
import TestSupport
import Testing

@testable import StoreMemory

/// The tree of waiting lines finds the same line as a linear search.
struct BackorderTreeTests {
  @Test(arguments: 0..<20)
  func `the oldest fitting line is the same as in a linear search`(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    var tree = BackorderTree()
    var plain: [Int: Int] = [:]
    for _ in 0..<400 {
      let age = Int.random(in: 0..<120, using: &random)
      if plain[age] == nil {
        let quantity = Int.random(in: 1...30, using: &random)
        tree.insert(LineNumber(rawValue: age), quantity: quantity)
        plain[age] = quantity
      } else {
        tree.remove(LineNumber(rawValue: age))
        plain[age] = nil
      }
      let wanted = Int.random(in: 0...31, using: &random)
      let expected = plain.filter { $0.value <= wanted }.min { $0.key < $1.key }
      let found = tree.oldest(fitting: wanted)
      #expect(found?.number.rawValue == expected?.key)
      #expect(found?.quantity == expected?.value)
      #expect(tree.count == plain.count)
    }
  }

  @Test func `removing a missing line has no effect`() {
    var tree = BackorderTree()
    tree.remove(LineNumber(rawValue: 1))
    tree.insert(LineNumber(rawValue: 2), quantity: 5)
    tree.remove(LineNumber(rawValue: 1))
    #expect(tree.oldest(fitting: 5)?.number == LineNumber(rawValue: 2))
    #expect(tree.oldest(fitting: 4) == nil)
  }
}
