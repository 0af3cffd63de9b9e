/// A night from its files to its reports, and steps that may follow on a later night.
struct Night: Scenario {
  enum Step {
    case load, duckDB, script, other, run
    case loadOnOneCore, runOnOneCore
    case orders, mapped, hash, duplicate, known
    case report, viewByShell, view, allocationsByShell, allocations
  }

  private static let knownOrders = "orders-crlf.csv"

  private let size: Size
  private let stage: Stage
  private let load: BareLoad
  private let loadOnOneCore: BareLoad
  private let script: HandWritten?
  private let shell: ViewByShell

  init(_ size: Size, _ stage: Stage) throws {
    self.size = size
    self.stage = stage
    load = BareLoad(sqlite3: stage.tools.sqlite3)
    loadOnOneCore = BareLoad(
      sqlite3: SQLiteShell(try stage.tools.onOneCore(stage.tools.sqlite3.program))
    )
    script = try HandWritten(stage.tools.python)
    shell = ViewByShell(sqlite3: stage.tools.sqlite3)
    var files = NightFiles(size)
    try files.writeBatches(to: NightFiles.batches)
    try files.writeOrders(to: NightFiles.orders)
    try MappedOrders.write()
    try TextFile.write(Self.knownOrders) { writer in
      try TextFile.forEachLine(of: NightFiles.orders) { line in
        writer.bytes(line)
        writer.text("\r\n")
      }
    }
  }

  let rows: [Row<Step>] = [
    Row(.load, "sqlite3 merely loads the orders", as: "the load"),
    Row(.duckDB, "DuckDB merely loads the orders", .to(.load)),
    Row(.script, "a Python script by hand", as: "the script", .to(.load)),
    Row(.other, "the same by the build of --against", as: "that build", .to(.load)),
    Row(
      .run,
      "allot run: batches, orders, reports",
      .to(.load, Limit(atMost: 2, aim: 1.5)),
      .to(.other, Limit(atMost: 1.03, aim: 1)),
      .to(.script, Limit(atMost: 0.4, aim: 0.3)),
      memory: Limit(atMost: 160, aim: 100)
    ),
    Row(.loadOnOneCore, "the load on one core", as: "that load"),
    Row(.runOnOneCore, "allot run on one core", .to(.loadOnOneCore, Limit(atMost: 3, aim: 2.2))),
    Row(
      .orders,
      "allot import: the orders alone",
      as: "their first import",
      .to(.load, Limit(atMost: 1.3, aim: 1))
    ),
    Row(
      .mapped,
      "allot import: the same in another form",
      .to(.orders, Limit(atMost: 1.15, aim: 1.1)),
      .to(.load)
    ),
    Row(.hash, "sha256sum of the orders", as: "sha256sum", .to(.load)),
    Row(
      .duplicate,
      "allot import: the orders again",
      .to(.hash, Limit(atMost: 4, aim: 2)),
      .to(.load)
    ),
    Row(
      .known,
      "allot import: the orders with CRLF, all known",
      .to(.orders, Limit(atMost: 1, aim: 0.5)),
      .to(.load)
    ),
    Row(.report, "allot report: all of it is new", .to(.load)),
    Row(.viewByShell, "sqlite3 rebuilds the view by INSERT … SELECT", as: "that by sqlite3"),
    Row(.view, "allot view rebuild", .to(.viewByShell, Limit(atMost: 1.3, aim: 1))),
    Row(.allocationsByShell, "sqlite3 writes the view by -csv", as: "sqlite3 -csv"),
    Row(
      .allocations,
      "allot report: nothing new, so allocations, stock, …",
      .to(.allocationsByShell, Limit(atMost: 1.3, aim: 1))
    ),
  ]

  func play(isFirst: Bool) throws -> [Step: Child] {
    var measured: [Step: Child] = [:]
    measured[.load] = try load.run(NightFiles.orders, in: stage.folder)
    try load.check(lines: size.lines)
    measured[.duckDB] = try stage.tools.duckDB?.load(
      NightFiles.orders,
      lines: size.lines,
      in: stage.folder
    )
    measured[.script] = try script?.run(in: stage.folder)

    measured[.other] = try stage.rootOfOther("other").map(play)
    let night = try stage.root("night")
    measured[.run] = try play(night)
    measured[.loadOnOneCore] = try loadOnOneCore.run(NightFiles.orders, in: stage.folder)
    let narrow = try stage.rootOnOneCore("narrow")
    measured[.runOnOneCore] = try play(narrow)

    let drops = try stage.root("drops")
    try drops.take(NightFiles.batches, size.batches)
    measured[.orders] = try drops.take(NightFiles.orders, size.lines)
    let mapped = try stage.root("mapped")
    try mapped.take(NightFiles.batches, size.batches)
    try MappedOrders.drop(into: mapped)
    measured[.mapped] = try mapped.run("import", expecting: "applied", size.lines)
    measured[.hash] = try stage.tools.sha256sum.timed([NightFiles.orders])
    measured[.duplicate] = try drops.take(
      NightFiles.orders,
      as: "orders-again.csv",
      expecting: "state",
      "duplicate"
    )
    measured[.known] = try drops.take(Self.knownOrders, expecting: "unchanged", size.lines)
    measured[.report] = try drops.report()

    try shell.copy(drops, in: stage.folder)
    measured[.viewByShell] = try shell.rebuild()
    measured[.view] = try drops.rebuildView()
    measured[.allocationsByShell] = try shell.write()
    measured[.allocations] = try drops.report()
    try check(night, narrow, drops)
    return measured
  }

  func heading() throws -> String {
    let share = Double(try Reports(root: "night").waiting()) * 100 / Double(size.lines)
    return """
      The night: \(size.lines.grouped) order lines, \(size.skus.grouped) skus, \
      \(size.batches.grouped) batches; \(share.rounded(decimals: 1)) % of the lines wait
      """
  }

  private func play(_ root: Root) throws -> Child {
    try root.drop(NightFiles.batches)
    try root.drop(NightFiles.orders)
    return try root.run("run", expecting: "applied", size.batches + size.lines)
  }

  /// Checks that all programs made the same allocations.
  private func check(_ roots: Root...) throws {
    var files = [ViewByShell.allocations]
    if script != nil { files.append(HandWritten.allocations) }
    for root in roots {
      try root.check(lines: size.lines)
      files.append(root.reports.allocations)
    }
    for file in files.dropFirst() where try !TextFile.areEqual(file, files[0]) {
      throw BenchError("wrong results: \(file) and \(files[0]) differ")
    }
  }
}
