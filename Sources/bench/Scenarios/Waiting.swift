/// Small batches arrive for one sku for which many lines wait.
struct Waiting: Scenario {
  enum Step { case nothing, allocated, waiting }

  private static let none = "batches-none.csv"
  private static let plenty = "batches-plenty.csv"
  private static let arriving = "batches-arriving.csv"
  /// A batch has room for any one line, but never for two.
  private static let batchQuantity = 10

  private let stage: Stage
  private let lines: Int
  private let batches: Int

  init(_ size: Size, _ stage: Stage) throws {
    self.stage = stage
    lines = max(1, size.lines / 10)
    batches = max(1, size.lines / 1000)
    try Self.writeBatches(1, "FIRST", quantity: 0, to: Self.none)
    try Self.writeBatches(1, "FIRST", quantity: lines * Self.batchQuantity, to: Self.plenty)
    try Self.writeBatches(batches, "SMALL", quantity: Self.batchQuantity, to: Self.arriving)
    try TextFile.write(NightFiles.orders) { writer in
      writer.text("orderid,sku,qty\n")
      for line in 0..<lines {
        writer.text("ORDER-")
        writer.number(line, width: 8)
        writer.text(",LAMP,")
        writer.number(Self.batchQuantity / 2 + 1 + line % (Self.batchQuantity / 2))
        writer.text("\n")
      }
    }
  }

  var rows: [Row<Step>] {
    let title = "allot import: \(batches.grouped) batches"
    let limit = Limit(atMost: 3, aim: 1.5)
    return [
      Row(.nothing, "\(title), there are no lines", as: "no lines"),
      Row(.allocated, "\(title), \(lines.grouped) lines, none waits", as: "none waits"),
      Row(
        .waiting,
        "\(title), \(lines.grouped) lines wait",
        .to(.allocated, limit),
        .to(.nothing, limit)
      ),
    ]
  }

  func play(isFirst: Bool) throws -> [Step: Child] {
    [
      .nothing: try play("nothing", Self.none, lines: 0, waiting: 0),
      .allocated: try play("allocated", Self.plenty, lines: lines, waiting: 0),
      .waiting: try play("waiting", Self.none, lines: lines, waiting: lines - batches),
    ]
  }

  func heading() -> String {
    "Waiting: small batches of one sku arrive, each for one of the lines that wait for it"
  }

  private func play(_ name: String, _ first: String, lines: Int, waiting: Int) throws -> Child {
    let root = try stage.root(name)
    try root.take(first, 1)
    if lines > 0 { try root.take(NightFiles.orders, lines) }
    let child = try root.take(Self.arriving, batches)
    try root.report()
    try root.check(lines: lines, waiting: waiting)
    return child
  }

  private static func writeBatches(
    _ count: Int,
    _ name: String,
    quantity: Int,
    to path: String
  ) throws {
    try TextFile.write(path) { writer in
      writer.text("ref,sku,qty,eta\n")
      for batch in 0..<count {
        writer.text(name + "-")
        writer.number(batch, width: 6)
        writer.text(",LAMP,")
        writer.number(quantity)
        writer.text(",\n")
      }
    }
  }
}
