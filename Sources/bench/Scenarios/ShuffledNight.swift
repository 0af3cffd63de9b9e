/// A night whose order numbers come in random order.
struct ShuffledNight: Scenario {
  enum Step { case load, run, orders }

  private let size: Size
  private let stage: Stage
  private let load: BareLoad

  init(_ size: Size, _ stage: Stage) throws {
    self.size = size
    self.stage = stage
    load = BareLoad(sqlite3: stage.tools.sqlite3)
    var files = NightFiles(size, shuffles: true)
    try files.writeBatches(to: NightFiles.batches)
    try files.writeOrders(to: NightFiles.orders)
  }

  let rows: [Row<Step>] = [
    Row(.load, "sqlite3 merely loads the orders", as: "the load"),
    Row(
      .run,
      "allot run: batches, orders, reports",
      .to(.load, Limit(atMost: 1.7, aim: 1.2)),
      memory: Limit(atMost: 160, aim: 100)
    ),
    Row(.orders, "allot import: the orders alone", .to(.load)),
  ]

  func play(isFirst: Bool) throws -> [Step: Child] {
    var measured: [Step: Child] = [:]
    measured[.load] = try load.run(NightFiles.orders, in: stage.folder)
    try load.check(lines: size.lines)

    let night = try stage.root("night")
    try night.drop(NightFiles.batches)
    try night.drop(NightFiles.orders)
    measured[.run] = try night.run("run", expecting: "applied", size.batches + size.lines)

    let drops = try stage.root("drops")
    try drops.take(NightFiles.batches, size.batches)
    measured[.orders] = try drops.take(NightFiles.orders, size.lines)
    try night.check(lines: size.lines)
    try drops.verifyView()
    return measured
  }

  func heading() -> String {
    "The same with order numbers in random order: \(size.lines.grouped) lines"
  }
}
