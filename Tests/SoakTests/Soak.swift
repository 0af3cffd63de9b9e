import Foundation
import GRDB
import ServiceLayer
import SystemTestSupport

/// Runs nights on a real root with the real program, and on the model.
struct Soak {
  let root: Root
  private(set) var model = ModelRoot()
  /// The runs that are not known to be finished: at most one, apart from a run that begins.
  private var open: [ModelRun] = []
  /// The expected result of each finished run, for the replay.
  private(set) var outcomes: [ModelOutcome] = []
  /// The reports of each run as the program wrote them.
  private(set) var written: [String: [String: String]] = [:]
  private(set) var suddenEnds = 0
  /// The peak memory of each uninterrupted run, in kilobytes.
  var peaks: [Int] = []
  /// The differences between program and model since the night began.
  private(set) var faults: [String] = []
  /// The files that a dead run has chosen but not claimed.
  private var unclaimed: Set<String> = []
  /// The folder of files that are named on the command line.
  let aside: URL
  private var calls = 0

  init(root: Root, aside: URL) {
    self.root = root
    self.aside = aside
  }

  /// Runs a night; returns the differences between program and model after it.
  mutating func play(_ night: SoakNight) throws -> [String] {
    faults = []
    for step in night.steps {
      switch step {
      case .drop(let name, let bytes): try drop(bytes, as: name)
      case .takeBack(let name): try takeBack(name)
      case .dryRun(let asked): try rehearse(asked)
      case .call(let asked): try call(asked)
      case .rebuild: try rebuild()
      }
    }
    if open.isEmpty, !outcomes.isEmpty {
      faults += try Inspection(root: root, model: model).faults()
      for path in model.handedBack.keys where model.kept[path] == .some(nil) {
        model.kept[path] = content(path)
      }
    }
    return faults
  }

  func content(_ path: String) -> [UInt8]? {
    (try? Data(contentsOf: root.folder.appending(path: path))).map(Array.init)
  }

  // MARK: - Steps

  /// Puts a file into the inbox; it replaces one that a dead run has chosen but not claimed.
  private mutating func drop(_ bytes: [UInt8], as name: String) throws {
    let path = root.folder.appending(path: "inbox/\(name)")
    if FileManager.default.fileExists(atPath: path.path) {
      try FileManager.default.removeItem(at: path)
    }
    try root.drop(bytes, asBytes: Array(name.utf8))
    if unclaimed.contains(name), let place = open[0].chosen?.firstIndex(where: { $0.isFile(name) })
    {
      open[0].chosen?[place].bytes = bytes
    } else {
      model.inbox[name] = bytes
    }
  }

  private mutating func takeBack(_ name: String) throws {
    guard model.inbox.removeValue(forKey: name) != nil else { return }
    try FileManager.default.removeItem(at: root.folder.appending(path: "inbox/\(name)"))
  }

  private mutating func rebuild() throws {
    let view = "SELECT * FROM allocations_view ORDER BY orderid, sku"
    let before = try root.ledgerCopy { try Row.fetchAll($0, sql: view) }
    let ended = try root.allot("view", "rebuild")
    if ended.code != 0 { faults.append("view rebuild: \(ended)") }
    let after = try root.ledgerCopy { try Row.fetchAll($0, sql: view) }
    if before != after { faults.append("the view is another one after a rebuild") }
  }

  private mutating func rehearse(_ asked: Invocation) throws {
    let words = try words(asked)
    let before = try root.visible()
    let tables = try root.tables()
    let ended = try Program.run(words + ["--dry-run", "--json"])
    if try root.visible() != before { faults.append("a dry run changed files") }
    if !tables.isEmpty, try root.tables() != tables {
      faults.append("a dry run changed the database")
    }
    var expected = model
    var outcomes: [ModelOutcome] = []
    for var run in open + [expected.begin(asked)] {
      if run.chosen == nil { expected.choose(for: &run) }
      outcomes.append(expected.finish(run))
    }
    compare("dry run", outcomes.map { ToldCounts($0.counts) }, ToldSummary.counts(ended.output))
    compareExit(ended, outcomes, asked)
  }

  private mutating func call(_ asked: Invocation) throws {
    let ended = try start(asked)
    // Killed, stopped where it checks for a stop, or stopped before it caught signals.
    let isCut = asked.end != nil && [137, 75, 143].contains(ended.code)
    let phases = isCut ? try phasesAfterDeath() : [:]
    let begun = open + [model.begin(asked)]
    var finished: [ModelOutcome] = []
    open = []
    for var run in begun {
      guard let phase = isCut ? phases[run.name] : "finished" else {
        // It died before it was known to have begun.
        model.runs.removeLast()
        continue
      }
      if phase != "begun", run.chosen == nil { choose(for: &run) }
      if phase == "finished" {
        finished.append(model.finish(run))
      } else {
        open.append(run)
      }
    }
    if open.isEmpty { unclaimed = [] }
    outcomes += finished
    for outcome in finished { try compare(outcome) }
    if isCut {
      suddenEnds += 1
      try expectWholeReports()
    } else {
      compareExit(ended, finished, asked)
    }
  }

  private mutating func choose(for run: inout ModelRun) {
    model.choose(for: &run)
    let names = run.chosen?.filter { $0.retryOf == nil && !$0.isHeld }.map(\.name) ?? []
    unclaimed = run.asked.files == nil ? Set(names.filter { root.has("inbox/\($0)") }) : []
  }

  // MARK: - Comparing

  private mutating func compare<Value: Equatable>(_ what: String, _ expected: Value, _ found: Value)
  {
    if expected != found { faults.append("\(what): expected \(expected), found \(found)") }
  }

  private mutating func compareExit(
    _ ended: Program.Ended,
    _ outcomes: [ModelOutcome],
    _ asked: Invocation
  ) {
    let code: Int32 = outcomes.contains(where: \.needsHuman) ? 1 : 0
    if ended.code != code { faults.append("\(asked): exit \(code) was expected of\n\(ended)") }
  }

  private mutating func compare(_ outcome: ModelOutcome) throws {
    guard var expected = outcome.reports else { return }
    let run = outcome.run.name
    guard root.has("reports/\(run)") else {
      faults.append("no reports of \(run)")
      return
    }
    var found = try root.reports(run)
    written[run] = found
    found["files.csv"] = found["files.csv"].map(withoutReasons)
    let rejects = found.removeValue(forKey: "rejects.csv") ?? ""
    faults += RejectsReport(rejects).faults(expected: outcome.rejects).map { "\(run): \($0)" }
    compare("\(run)/open.csv", outcome.open, openLines(found.removeValue(forKey: "open.csv") ?? ""))
    for name in Set(expected.keys).union(found.keys).sorted() {
      let (wanted, had) = (expected.removeValue(forKey: name) ?? "", found[name] ?? "")
      guard wanted != had else { continue }
      faults.append("\(run)/\(name): expected\n\(wanted)found\n\(had)")
    }
    let summary = ToldSummary.counts(try root.text("reports/\(run)/summary.json")).last
    compare("\(run)/summary.json", ToldCounts(outcome.counts), summary)
  }

  /// Every visible report is complete, however a run was killed.
  private mutating func expectWholeReports() throws {
    guard root.has("reports") else { return }
    for name in try root.names("reports") where !name.hasPrefix(".") {
      compare(
        "files in reports/\(name)",
        ReportFile.allCases.count,
        try root.names("reports/\(name)").count
      )
    }
  }

  /// The progress of runs in the ledger; read from a copy, which recovers nothing.
  private func phasesAfterDeath() throws -> [String: String] {
    try root.ledgerCopy { db in
      guard try db.tableExists("runs") else { return [:] }
      let rows = try Row.fetchAll(db, sql: "SELECT name, phase FROM runs")
      return Dictionary(uniqueKeysWithValues: rows.map { ($0["name"], $0["phase"]) })
    } ?? [:]
  }

  // MARK: - The program

  private mutating func words(_ asked: Invocation) throws -> [String] {
    calls += 1
    var words = asked.arguments + ["--root", root.path]
    for (name, bytes) in asked.files ?? [:] {
      let folder = aside.appending(path: "\(calls)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(bytes).write(to: folder.appending(path: name))
      words.append(folder.appending(path: name).path)
    }
    return words
  }

  /// Runs the program, under strace if a signal must be sent to it.
  mutating func start(_ asked: Invocation) throws -> Program.Ended {
    let words = try [Program.path] + words(asked)
    guard let end = asked.end else { return try measured(words) }
    let injection = "inject=\(end.systemCall):signal=\(end.signal):when=\(end.number)"
    // The shell turns a possible death by signal into an exit code.
    return try Running(
      ["/bin/sh", "-c", #""$@"; exit $?"#, "sh", "strace", "-qqf", "-o", "/dev/null", "-e"]
        + [injection] + words
    ).wait()
  }
}

extension ModelRun.Chosen {
  fileprivate func isFile(_ name: String) -> Bool {
    self.name == name && retryOf == nil && !isHeld
  }
}
