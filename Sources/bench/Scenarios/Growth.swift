/// A night ten times as large, and the cost of a small night on a large database and on a small
/// one.
struct Growth: Scenario {
  enum Step {
    case run, largeRun
    case ordersOnLittle, ordersOnMuch
    case correctionsOnLittle, correctionsOnMuch
  }

  private let stage: Stage
  private let files: GrowthFiles

  init(_ size: Size, _ stage: Stage) throws {
    self.stage = stage
    files = try GrowthFiles(size)
  }

  var rows: [Row<Step>] {
    let lines = files.night.lines.grouped
    let much = "on \(files.much.lines.grouped)"
    let little = "on \(files.little.lines.grouped)"
    let orders = "allot import: \(files.newLines.grouped) new lines"
    let corrections = "allot import: \(files.corrected.count.grouped) quantity changes"
    return [
      Row(.run, "allot run: \(lines) lines", as: "\(lines), by the line"),
      Row(
        .largeRun,
        "allot run: \(files.much.lines.grouped) lines",
        .to(.run, Limit(atMost: 1.5, aim: 1.1), work: Double(files.much.lines / files.night.lines)),
        memory: Limit(atMost: 350, aim: 200)
      ),
      Row(.ordersOnLittle, "\(orders) \(little)", as: little),
      Row(
        .ordersOnMuch,
        "\(orders) \(much)",
        .to(.ordersOnLittle, Limit(atMost: 3, aim: 1.2))
      ),
      Row(.correctionsOnLittle, "\(corrections) \(little)", as: little),
      Row(
        .correctionsOnMuch,
        "\(corrections) \(much)",
        .to(.correctionsOnLittle, Limit(atMost: 3, aim: 1.2))
      ),
    ]
  }

  func play(isFirst: Bool) throws -> [Step: Child] {
    var measured: [Step: Child] = [:]
    let night = try stage.root("night")
    measured[.run] = try run(night, files.night)
    try night.reports.check(lines: files.night.lines)
    let much = try stage.root("much")
    measured[.largeRun] = try run(much, files.much)
    try much.reports.check(lines: files.much.lines)
    let little = try stage.root("little")
    _ = try run(little, files.little)

    // Other orders come first, so that both databases are warm.
    for root in [little, much] { try root.take(GrowthFiles.warmUp, files.newLines) }
    measured[.ordersOnLittle] = try little.take(GrowthFiles.newOrders, files.newLines)
    measured[.ordersOnMuch] = try much.take(GrowthFiles.newOrders, files.newLines)
    // A report shows how many lines wait before; that warms the database up too.
    var waiting: [Int] = []
    if isFirst { waiting = try [little, much].map(reportWaiting) }
    measured[.correctionsOnLittle] = try correct(little)
    measured[.correctionsOnMuch] = try correct(much)
    if isFirst {
      try check(little, files.little, waitingBefore: waiting[0])
      try check(much, files.much, waitingBefore: waiting[1])
    }
    return measured
  }

  func heading() -> String {
    """
    Growth: \(files.much.lines.grouped) lines, \(files.much.skus.grouped) skus and \
    \(files.much.batches.grouped) batches; beside it \(files.night.lines.grouped) lines, and \
    \(files.little.lines.grouped) with as many skus
    """
  }

  private func run(_ root: Root, _ night: GrowthFiles.Night) throws -> Child {
    try root.drop(night.batchesFile, as: NightFiles.batches)
    try root.drop(night.ordersFile, as: NightFiles.orders)
    return try root.run("run", expecting: "applied", night.rows)
  }

  private func correct(_ root: Root) throws -> Child {
    try root.take(GrowthFiles.quantities, files.corrected.count)
  }

  private func reportWaiting(_ root: Root) throws -> Int {
    try root.report()
    return try root.reports.waiting()
  }

  private func check(_ root: Root, _ night: GrowthFiles.Night, waitingBefore: Int) throws {
    try root.report()
    try root.check(
      lines: night.lines + 2 * files.newLines,
      waiting: waitingBefore + files.corrected.count * CorrectedProducts.waitingEach
    )
  }
}
