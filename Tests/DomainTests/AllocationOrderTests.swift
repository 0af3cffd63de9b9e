import TestSupport
import Testing

@testable import Domain

/// The index over the batches, compared with a linear search.
struct AllocationOrderTests {
  @Test(arguments: 0..<60 as Range<UInt64>)
  func `the order finds the same as a linear search`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var plain: [Batch] = []
    var order = AllocationOrder()
    let most = Int.random(in: 1...200, using: &generator)
    for step in 0..<300 {
      let roll = Int.random(in: 0..<10, using: &generator)
      if plain.isEmpty || (plain.count < most && roll < 6) {
        let batch = randomBatch(plain.count + 1, &generator)
        plain.append(batch)
        order.insert(batch)
      } else {
        let chosen = Int.random(in: plain.indices, using: &generator)
        change(&plain[chosen], in: &order, roll, &generator)
      }
      let sorted = plain.sorted { $0.comesBefore($1) }
      let wanted = Int.random(in: 1...60, using: &generator)
      let found = order.firstThatFits(wanted).map { order[$0] }
      #expect(
        found == sorted.first { $0.canAllocate(wanted) },
        "seed \(seed), step \(step)"
      )
      #expect(
        order.largestAvailable == max(0, plain.map(\.availableQuantity).max() ?? 0),
        "seed \(seed), step \(step)"
      )
      #expect(order.all == sorted, "seed \(seed), step \(step)")
    }
  }

  @Test(arguments: [1, 2, 23, 24, 25, 26, 31, 32, 33, 63, 64, 65, 127, 128, 129, 200])
  func `each position is found if only it has enough`(count: Int) throws {
    let batches = (1...count).map {
      Batch(reference: BatchReference(rawValue: "b\($0)"), number: $0, purchasedQuantity: 1)
    }
    var order = AllocationOrder(batches)
    #expect(order.firstThatFits(2) == nil)
    for position in 0..<count {
      order.update(at: position) { $0.purchasedQuantity = 2 }
      #expect(order.firstThatFits(2) == position)
      #expect(order.position(of: batches[position].reference) == position)
      order.update(at: position) { $0.purchasedQuantity = 1 }
    }
    #expect(order.firstThatFits(2) == nil)
    #expect(order.firstThatFits(1) == 0)
  }

  @Test func `an empty order has nothing`() {
    var order = AllocationOrder()
    #expect(order.firstThatFits(1) == nil)
    #expect(order.largestAvailable == 0)
    #expect(order.position(of: "b1") == nil)
    #expect(order.all == [])
  }

  @Test func `two orders with equal batches are equal, whatever the insertion order`() {
    let first = Batch(reference: "b1", number: 1, purchasedQuantity: 1)
    let second = Batch(reference: "b2", number: 2, purchasedQuantity: 1)
    var other = AllocationOrder([second])
    other.insert(first)
    #expect(AllocationOrder([first, second]) == other)
    #expect(AllocationOrder([first]) != other)
  }

  private func randomBatch(_ number: Int, _ generator: inout SeededGenerator) -> Batch {
    Batch(
      reference: BatchReference(rawValue: "b\(number)"),
      number: number,
      purchasedQuantity: Int.random(in: 0...40, using: &generator),
      eta: Self.days.randomElement(using: &generator) ?? nil
    )
  }

  private func change(
    _ batch: inout Batch,
    in order: inout AllocationOrder,
    _ roll: Int,
    _ generator: inout SeededGenerator
  ) {
    guard let position = order.position(of: batch.reference) else {
      Issue.record("\(batch.reference) is not there")
      return
    }
    let (quantity, eta) = (
      Int.random(in: 0...50, using: &generator), Self.days.randomElement(using: &generator)
    )
    let change: (inout Batch) -> Void =
      switch roll % 3 {
      case 0: { $0.eta = eta ?? nil }
      case 1: { $0.purchasedQuantity = quantity }
      default: { $0.allocatedQuantity = quantity }
      }
    change(&batch)
    order.update(at: position, change)
  }

  private static let days: [Day?] = [nil, "2026-01-01", "2026-01-02", "2027-12-31"]
}
