/// One sku with many open batches that have too little left for any line.
struct Remnants: Scenario {
  enum Step { case few, many }

  private static let fewBatches = 50
  private static let few = "batches-few.csv"
  private static let many = "batches-many.csv"
  private static let largestLine = 10

  private let stage: Stage
  private let lines: Int
  private let batches: Int

  init(_ size: Size, _ stage: Stage) throws {
    self.stage = stage
    lines = max(1, size.lines / 10)
    batches = max(Self.fewBatches, size.lines / 20)
    try writeBatches(Self.fewBatches, to: Self.few)
    try writeBatches(batches, to: Self.many)
    try TextFile.write(NightFiles.orders) { writer in
      writer.text("orderid,sku,qty\n")
      for line in 0..<lines {
        writer.text("ORDER-")
        writer.number(line, width: 8)
        writer.text(",LAMP,")
        writer.number(3 + line % (Self.largestLine - 2))
        writer.text("\n")
      }
    }
  }

  var rows: [Row<Step>] {
    let title = "allot import: \(lines.grouped) lines"
    let few = "\(Self.fewBatches) remnants"
    return [
      Row(.few, "\(title), \(few)", as: few),
      Row(
        .many,
        "\(title), \(batches.grouped) remnants",
        .to(.few, Limit(atMost: 2, aim: 1.2))
      ),
    ]
  }

  func play(isFirst: Bool) throws -> [Step: Child] {
    [
      .few: try play("few", Self.few, batches: Self.fewBatches),
      .many: try play("many", Self.many, batches: batches),
    ]
  }

  func heading() -> String {
    "Remnants: open batches of one sku, all too small for its lines, before one that is not"
  }

  private func play(_ name: String, _ file: String, batches: Int) throws -> Child {
    let root = try stage.root(name)
    try root.take(file, batches + 1)
    let child = try root.take(NightFiles.orders, lines)
    try root.report()
    try root.check(lines: lines, waiting: 0)
    return child
  }

  private func writeBatches(_ count: Int, to path: String) throws {
    try TextFile.write(path) { writer in
      writer.text("ref,sku,qty,eta\n")
      for batch in 0..<count {
        writer.text("REMNANT-")
        writer.number(batch, width: 6)
        writer.text(",LAMP,2,\n")
      }
      writer.text("PLENTY,LAMP,")
      writer.number(lines * Self.largestLine)
      writer.text(",2027-06-01\n")
    }
  }
}
