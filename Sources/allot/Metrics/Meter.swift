import FileSystem
import Pipeline
import SystemPackage

/// Measures a run and writes its metrics.
struct Meter {
  let file: MetricsFile
  let database: FilePath
  /// Seconds since 1970.
  let started: Int
  private let began = ContinuousClock.now

  init(_ file: MetricsFile, database: FilePath, started: Int) {
    self.file = file
    self.database = database
    self.started = started
  }

  /// Runs the body, which passes on its summaries, and writes the metrics.
  ///
  /// No metrics are written if the run was refused or stopped: that says nothing about the root.
  ///
  /// - Throws: The error of the body, or `ExitRequest` if the metrics could not be written.
  func watch(_ body: ((([RunSummary]) -> Void)) throws -> Void) throws {
    var summaries: [RunSummary] = []
    do {
      try body { summaries = $0 }
    } catch {
      let status = (error as? ExitRequest)?.status ?? ExitStatus(of: error)
      if let status, [.needsHuman, .programFault, .unusable].contains(status) {
        _ = write(status, status == .needsHuman ? summaries : [])
      }
      throw error
    }
    guard write(.done, summaries) else { throw ExitRequest(status: .needsHuman) }
  }

  /// Writes the metrics; a failure is only reported, since the run is done.
  private func write(_ exit: ExitStatus, _ summaries: [RunSummary]) -> Bool {
    let isDone = exit == .done || exit == .needsHuman
    let now = started + Int((ContinuousClock.now - began).components.seconds)
    do {
      try file.write(
        RunMetrics(
          started: started,
          exit: exit,
          lastSuccess: isDone ? now : file.lastSuccess,
          summaries: summaries,
          databaseSize: databaseSize()
        )
      )
      return true
    } catch {
      Terminal.complain("the metrics were not written: \(error)")
      return false
    }
  }

  private func databaseSize() throws -> Int? {
    guard let size = try database.look(followingLink: true)?.size else { return nil }
    return try Stores.files.content.reduce(Int(clamping: size)) { sum, ending in
      let file = FilePath(database.string + ending)
      return sum + Int(clamping: try file.look(followingLink: true)?.size ?? 0)
    }
  }
}
