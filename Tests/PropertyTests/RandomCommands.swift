import Domain
import TestSupport

/// Draws commands with few names and small quantities, so that they affect each other.
struct RandomCommands {
  private var generator: SeededGenerator
  private let skus = ["LAMP", "VASE"]
  private let references: [String]
  private let orders: [String]
  private let most: Int

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
    // Some seeds have more batches than a linear search handles.
    let manyBatches = seed % 8 == 7
    references = (1...(manyBatches ? 45 : 5)).map { "b\($0)" }
    orders =
      (1...(manyBatches ? 60 : 12)).map { "o\($0)" } + ["7", "07", "007", "12", "0012"]
    most = manyBatches ? 8 : 20
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &generator)
  }

  mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }

  mutating func chunk(upTo count: Int) -> [Command] { (0..<number(1...count)).map { _ in next() } }

  private mutating func next() -> Command {
    let reference = BatchReference(rawValue: pick(references))
    // A name mostly has the same sku and quantity, so that not every command contradicts earlier
    // ones.
    let own = skus[Int(reference.rawValue.utf8.last ?? 0) % 2]
    let sku = Sku(rawValue: chance(90) ? own : pick(skus + ["NOBODY"]))
    let order = OrderID(rawValue: pick(orders))
    // Lines of a sku that becomes known late or never are cancelled before they come, or while they
    // are deferred.
    if chance(6) {
      return chance(50) ? .cancel(order, "NOBODY") : .order(order, "NOBODY", number(1...most))
    }
    let usual = 1 + Int(order.rawValue.utf8.reduce(0) { $0 + Int($1) }) % most
    let wanted = chance(85) ? usual : number(1...most)
    return switch number(1...100) {
    case ...18: .batch(reference, sku, chance(60) ? most : number(0...2 * most), eta: day())
    case ...36: .quantity(reference, number(0...3 * most))
    case ...42: .eta(reference, day())
    case ...54: .place(order, sku, wanted, on: reference)
    case ...76: .order(order, sku, wanted)
    case ...87: .amend(order, sku, chance(30) ? usual : number(1...most), isListed: chance(40))
    case ...96: .cancel(order, sku)
    default: .cancel(order)
    }
  }

  private mutating func day() -> Day? {
    [nil, nil, "2026-12-01", "2026-12-02", "2027-01-01"][number(0...4)]
  }

  private mutating func pick(_ names: [String]) -> String { names[number(0...names.count - 1)] }
}
