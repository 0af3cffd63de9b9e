/// Everything once, each on fresh files; what only prepares a step is not timed.
struct Round {
  private static let night = "night"
  private static let drops = "drops"

  let tools: Tools
  let script: HandWritten?
  let folder: WorkFolder
  let lines: Int

  func play() throws -> [Step: Child] {
    var measured: [Step: Child] = [:]
    measured[.load] = try BareLoad(sqlite3: tools.sqlite3).run(in: folder)
    measured[.script] = try script?.run(in: folder)

    try folder.makeRoot(Self.night)
    try drop(NightFiles.batches, into: Self.night)
    try drop(NightFiles.orders, into: Self.night)
    measured[.run] = try allot("run", Self.night, "--settle", "0")

    try folder.makeRoot(Self.drops)
    try drop(NightFiles.batches, into: Self.drops)
    try allot("import", Self.drops, "--settle", "0")
    try drop(NightFiles.orders, into: Self.drops)
    measured[.orders] = try allot("import", Self.drops, "--settle", "0")

    measured[.hash] = try Child.run(tools.sha256sum, [NightFiles.orders])
    try drop(NightFiles.orders, into: Self.drops, as: "orders-again.csv")
    measured[.duplicate] = try allot("import", Self.drops, "--settle", "0")
    measured[.report] = try allot("report", Self.drops)

    try check()
    return measured
  }

  private func drop(_ file: String, into root: String, as name: String? = nil) throws {
    try TextFile.copy(file, to: "\(root)/inbox/\(name ?? file)")
  }

  @discardableResult
  private func allot(_ command: String, _ root: String, _ options: String...) throws -> Child {
    try Child.run(tools.allot, [command, "--root", root, "--quiet"] + options)
  }

  /// How many lines of the night wait.
  func waiting() throws -> Int { try Reports(root: Self.night).waiting() }

  private func check() throws {
    for root in [Self.night, Self.drops] {
      try Child.run(tools.allot, ["view", "verify", "--root", root])
      try Reports(root: root).check(lines: lines)
    }
    let allocations = Reports(root: Self.night).allocations
    try expectEqual(allocations, Reports(root: Self.drops).allocations)
    if script != nil { try expectEqual(allocations, HandWritten.allocations) }
  }

  private func expectEqual(_ path: String, _ other: String) throws {
    guard try TextFile.areEqual(path, other) else {
      throw BenchError("wrong results: \(path) and \(other) differ")
    }
  }
}
