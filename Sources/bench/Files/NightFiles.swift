/// Makes the files of a night: the same settings give the same bytes.
///
/// Demand is skewed: the first skus sell the most and have most of the stock. By chance some of
/// them run short, so that about 3 lines of 100 wait.
struct NightFiles {
  static let batches = "batches.csv"
  static let orders = "orders.csv"
  static let longestOrder = 5

  private static let batchQuantities = [20, 50, 100, 200]

  let size: Size
  /// Whether order numbers come in random order.
  private let shuffles: Bool
  private let corrected: CorrectedProducts?
  private var random: SplitMix64

  init(
    _ size: Size,
    shuffles: Bool = false,
    with corrected: CorrectedProducts? = nil,
    seed: UInt64 = 7
  ) {
    self.size = size
    self.shuffles = shuffles
    self.corrected = corrected
    random = SplitMix64(seed: seed)
  }

  mutating func writeBatches(to path: String) throws {
    try TextFile.write(path) { writer in
      writer.text("ref,sku,qty,eta\n")
      for number in 0..<size.batches { writeBatch(number, writer) }
      corrected?.writeBatches(writer)
    }
  }

  /// Writes the order lines; the first order has the number after `order`.
  mutating func writeOrders(to path: String, after order: Int = 0) throws {
    var numbers = shuffles ? Array(1...Int32(size.lines)) : []
    numbers.shuffle(using: &random)
    var order = order
    var linesLeft = 0
    var used: [Int] = []
    try TextFile.write(path) { writer in
      writer.text("orderid,sku,qty\n")
      for line in 0..<size.lines {
        if let product = corrected?.product(ofLine: line, of: size.lines) {
          order += 1
          linesLeft = 0
          writeOrder(order, writer)
          corrected?.writeLine(of: product, writer)
          continue
        }
        if linesLeft == 0 {
          order += 1
          linesLeft = Int.random(in: 1...Self.longestOrder, using: &random)
          used.removeAll(keepingCapacity: true)
        }
        var sku = popularSku()
        while used.contains(sku) { sku = Int.random(in: 0..<size.skus, using: &random) }
        used.append(sku)
        linesLeft -= 1
        writeOrder(shuffles ? Int(numbers[order - 1]) : order, writer)
        writeSku(sku, writer)
        writer.number(Int.random(in: 1...10, using: &random))
        writer.text("\n")
      }
    }
  }

  private mutating func writeBatch(_ number: Int, _ writer: TextWriter) {
    writer.text("BATCH-")
    writer.number(number, width: 7)
    writer.text(",")
    writeSku(number < size.skus ? number : popularSku(), writer)
    writer.number(Self.batchQuantities[Int.random(in: 0..<4, using: &random)])
    let isInWarehouse = Int.random(in: 0..<10, using: &random) < 3
    if isInWarehouse {
      writer.text(",\n")
    } else {
      writer.text(",2027-")
      writer.number(Int.random(in: 1...4, using: &random), width: 2)
      writer.text("-")
      writer.number(Int.random(in: 1...28, using: &random), width: 2)
      writer.text("\n")
    }
  }

  private func writeOrder(_ number: Int, _ writer: TextWriter) {
    writer.text("ORDER-")
    writer.number(number, width: 8)
    writer.text(",")
  }

  private func writeSku(_ sku: Int, _ writer: TextWriter) {
    writer.text("SKU-")
    writer.number(sku, width: 6)
    writer.text(",")
  }

  private mutating func popularSku() -> Int {
    let luck = Double.random(in: 0..<1, using: &random)
    return Int(Double(size.skus) * luck * luck * luck)
  }
}
