import FileSystem
import TestSupport
import Foundation
import GRDB
import Pipeline
import SQLiteStore
import ServiceLayer
import SystemPackage
import Testing

/// A root of its own with real folders and a real database, removed after the test.
struct Installation {
  let root: URL

  private init(root: URL) { self.root = root }

  static func lend<Result>(_ body: (Installation) throws -> Result) throws -> Result {
    let root = scratchFolder.appending(path: "allot-story-\(UUID().uuidString)")
    let installation = Installation(root: root)
    try installation.folders.prepare()
    defer { try? FileManager.default.removeItem(at: root) }
    return try body(installation)
  }

  var folders: Folders { Folders(root: FilePath(root.path)) }

  /// Puts a file where people drop them.
  ///
  /// Its descriptor is closed in programs that other tests start at the same time; otherwise these
  /// would look like writers of the file.
  func drop(_ content: Data, as name: String) throws {
    let path = FilePath(root.appending(path: "inbox/\(name)").path)
    let file = try FileDescriptor.open(
      path,
      .writeOnly,
      options: [.create, .exclusiveCreate, .closeOnExec],
      permissions: .ownerReadWrite
    )
    _ = try file.closeAfter { try file.writeAll(content) }
  }

  func drop(_ files: [String: Data]) throws {
    for (name, content) in files { try drop(content, as: name) }
  }

  /// Runs in this process, on a clock that starts when the run does.
  @discardableResult
  func execute(
    _ command: Run.Command = .run,
    started: Int,
    chunkRows: Int = 50_000,
    clock: Clock? = nil,
    settle: Duration = .zero,
    configuration: String? = nil,
    isStopping: @escaping () -> Bool = { false },
    entered: @escaping (RunPhase) -> Void = { _ in }
  ) throws -> [RunSummary] {
    var settings = Run.Settings()
    settings.configuration = configuration
    let environment = RunEnvironment(
      clock: clock ?? Self.clock(started: started),
      isStopping: isStopping,
      entered: entered,
      settle: settle,
      chunkRows: chunkRows
    )
    return try NightlyRun(store: store(), folders: folders, environment: environment)
      .execute(command, started: started, settings: settings)
  }

  /// Drops files, and executes the run of a day, counted from 2026-11-22 as day 0.
  func night(
    _ day: Int,
    _ files: [String: String] = [:],
    configuration: String? = nil,
    entered: @escaping (RunPhase) -> Void = { _ in }
  ) throws -> RunSummary {
    try drop(files.mapValues { Data($0.utf8) })
    let summaries = try execute(
      started: Self.started(day),
      configuration: configuration,
      entered: entered
    )
    return try #require(summaries.last)
  }

  static func started(_ day: Int) -> Int {
    (UTCTime.seconds("2026-11-22T02:00:00Z") ?? 0) + day * UTCTime.secondsOfADay
  }

  func rehearse(started: Int) throws -> [RunSummary] {
    let environment = RunEnvironment(clock: Self.clock(started: started), settle: .zero)
    return try NightlyRun(store: store(), folders: folders, environment: environment)
      .rehearse(started: started, settings: Run.Settings())
  }

  /// A clock that starts when the run does.
  private static func clock(started: Int) -> Clock {
    var time = Duration.zero
    return Clock(
      wall: { .seconds(started) + time },
      monotonic: { time },
      sleep: { pause in
        // It really sleeps only while a program that is being started briefly has a copy of a
        // descriptor of this process; other waiting is only simulated.
        usleep(1000)
        time += min(pause, .milliseconds(50))
      }
    )
  }

  func store() throws -> SQLiteStore { try SQLiteStore(path: folders.database.string) }

  /// The path at which a run keeps the file that it has claimed; nil if it has none of that name.
  func claimed(_ name: String) throws -> FilePath? {
    try contents(of: root.appending(path: "inbox/.processing")).keys
      .first { $0.hasSuffix("/\(name)") }
      .map { FilePath(root.appending(path: "inbox/.processing/\($0)").path) }
  }

  /// The entries of the inbox, without the notes for droppers.
  func filesInInbox() throws -> [String] {
    try contents(of: root.appending(path: "inbox")).keys.filter { !$0.hasPrefix("results/") }
      .sorted()
  }

  func file(_ path: String) throws -> Data { try Data(contentsOf: root.appending(path: path)) }

  func report(_ name: String, of run: String = "latest") throws -> String {
    String(decoding: try file("reports/\(run)/\(name).csv"), as: UTF8.self)
  }

  /// The lines on which the view and the write model differ.
  func viewDifferences() throws -> [ViewDifference] {
    var differences: [ViewDifference] = []
    try store().verifyView { differences.append($0) }
    return differences
  }

  /// Everything visible in the folders: the content of every file except the database.
  func visibleFiles() throws -> [String: Data] {
    try contents(of: root).filter { !$0.key.hasPrefix("allot.") }
  }

  /// Every row of every table, as text.
  func tables() throws -> [String: [String]] {
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    let database = try DatabaseQueue(
      path: folders.database.string,
      configuration: configuration
    )
    return try database.read { db in
      var tables: [String: [String]] = [:]
      for table in try String.fetchAll(
        db,
        sql: "SELECT name FROM sqlite_master WHERE type = 'table'"
      ) {
        tables[table] = try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map(\.description)
      }
      return tables
    }
  }
}
