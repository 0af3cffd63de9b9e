/// Makes the files of a night: the same settings give the same bytes.
///
/// Demand is skewed: the first skus sell most, and most of the stock is theirs. Luck leaves some of
/// them short, so that about 3 lines of 100 wait.
struct NightFiles {
  static let batches = "batches.csv"
  static let orders = "orders.csv"
  static let longestOrder = 5

  private let lines: Int
  private let skus: Int
  private let shuffles: Bool
  private var random = SplitMix64(seed: 7)

  init(_ settings: Settings) {
    lines = settings.lines
    skus = settings.skus
    shuffles = settings.shuffles
  }

  mutating func write() throws {
    try TextFile.write(Self.batches) { writeBatches($0) }
    try TextFile.write(Self.orders) { writeOrders($0) }
  }

  private mutating func writeBatches(_ put: (String) -> Void) {
    put("ref,sku,qty,eta\n")
    for number in 0..<max(skus, lines / 10) {
      let sku = number < skus ? number : popularSku()
      let quantity = [40, 80, 160, 320].randomElement(using: &random) ?? 80
      let isInWarehouse = Int.random(in: 0..<10, using: &random) < 3
      let eta = isInWarehouse ? "" : day()
      put("BATCH-\(number.padded(7)),\(name(ofSku: sku)),\(quantity),\(eta)\n")
    }
  }

  private mutating func writeOrders(_ put: (String) -> Void) {
    put("orderid,sku,qty\n")
    var numbers = shuffles ? Array(1...lines) : []
    numbers.shuffle(using: &random)
    var order = 0
    var linesLeft = 0
    var used: [Int] = []
    for _ in 0..<lines {
      if linesLeft == 0 {
        order += 1
        linesLeft = Int.random(in: 1...Self.longestOrder, using: &random)
        used.removeAll()
      }
      var sku = popularSku()
      while used.contains(sku) { sku = Int.random(in: 0..<skus, using: &random) }
      used.append(sku)
      linesLeft -= 1
      let number = shuffles ? numbers[order - 1] : order
      let quantity = Int.random(in: 1...10, using: &random)
      put("ORDER-\(number.padded(8)),\(name(ofSku: sku)),\(quantity)\n")
    }
  }

  private mutating func popularSku() -> Int {
    let luck = Double.random(in: 0..<1, using: &random)
    return Int(Double(skus) * luck * luck * luck)
  }

  private mutating func day() -> String {
    let month = Int.random(in: 1...4, using: &random)
    return "2027-\(month.padded(2))-\(Int.random(in: 1...28, using: &random).padded(2))"
  }

  private func name(ofSku sku: Int) -> String { "SKU-\(sku.padded(6))" }
}
