/// The files of nights of three sizes, and the files that come afterwards.
struct GrowthFiles {
  /// A night, whose files have its name.
  struct Night {
    fileprivate(set) var name: String
    fileprivate(set) var size: Size
    /// How many additional products with two batches each it has.
    fileprivate(set) var corrected: Int

    var lines: Int { size.lines }
    var skus: Int { size.skus + corrected }
    var batches: Int { size.batches + 2 * corrected }
    var rows: Int { batches + lines }
    var batchesFile: String { "batches-\(name).csv" }
    var ordersFile: String { "orders-\(name).csv" }
  }

  static let warmUp = "orders-warm-up.csv"
  static let newOrders = "orders-new.csv"
  static let quantities = "quantities.csv"

  let night: Night
  /// Ten times the night.
  let much: Night
  /// A hundredth of that, with as many skus.
  let little: Night
  let newLines: Int
  let corrected: CorrectedProducts

  init(_ size: Size) throws {
    let corrected = CorrectedProducts(count: max(1, size.lines / 1000))
    let skus = 10 * size.skus
    func night(_ name: String, lines: Int, skus: Int) throws -> Night {
      let size = Size(lines: lines, skus: skus)
      let night = Night(name: name, size: size, corrected: corrected.count)
      var files = NightFiles(size, with: corrected)
      try files.writeBatches(to: night.batchesFile)
      try files.writeOrders(to: night.ordersFile)
      return night
    }
    self.night = try night("night", lines: size.lines, skus: size.skus)
    much = try night("much", lines: 10 * size.lines, skus: skus)
    little = try night("little", lines: max(100, size.lines / 10), skus: skus)
    self.corrected = corrected
    try corrected.writeQuantities(to: Self.quantities)

    newLines = max(1, size.lines / 100)
    var later = NightFiles(Size(lines: newLines, skus: skus), seed: 8)
    try later.writeOrders(to: Self.warmUp, after: 80_000_000)
    try later.writeOrders(to: Self.newOrders, after: 90_000_000)
  }
}
