import ArgumentParser
import Foundation
import ServiceLayer

/// How a run reads and keeps things.
struct RunOptions: ParsableArguments {
  @Flag(help: "Print nothing unless a human is needed.")
  var quiet = false

  @Flag(help: "Print the summary as JSON.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Take the run's start from here, for replays: 2026-11-23T02:00:00Z (ALLOT_NOW).",
      valueName: "time"
    )
  )
  var now: String?

  @Flag(
    help: ArgumentHelp(
      "Use a root on a network disk, where rows may be lost (ALLOT_ALLOW_NETWORK_DISK=1)."
    )
  )
  var allowNetworkDisk = false

  func allowsNetworkDisk() throws -> Bool {
    try NetworkDisk.isAllowedByEnvironment() || allowNetworkDisk
  }

  /// Seconds since 1970.
  func started() throws -> Int {
    guard let given = now ?? ProcessInfo.processInfo.environment["ALLOT_NOW"] else {
      return Int(Date().timeIntervalSince1970)
    }
    guard let seconds = RunName.seconds(given) else {
      throw Misconfiguration("'\(given)' is not a time: write it as 2026-11-23T02:00:00Z, in UTC")
    }
    return seconds
  }

  func validate() throws {
    guard !(quiet && json) else { throw ValidationError("--quiet and --json exclude each other") }
  }
}

/// How files are taken.
struct ImportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Take a file only when it has not changed for so long.",
      valueName: "seconds"
    )
  )
  var settle = 2.0

  @Flag(help: "Import files again whose bytes were imported before.")
  var again = false

  @Option(
    help: ArgumentHelp(
      "Try rows that name something unknown again for so long.",
      valueName: "days"
    )
  )
  var deferDays = 14

  @Option(help: .hidden)
  var chunkRows = 100_000

  func validate() throws {
    guard settle >= 0, settle <= 3600 else {
      throw ValidationError("--settle takes 0 to 3600 seconds")
    }
    guard (0...3650).contains(deferDays) else {
      throw ValidationError("--defer-days takes 0 to 3650")
    }
    guard (1...1_000_000).contains(chunkRows) else {
      throw ValidationError("--chunk-rows takes 1 to 1000000")
    }
  }
}

/// How reports are written.
struct ReportOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Keep so many reports; older ones are removed.", valueName: "count"))
  var keep = 30

  @Flag(help: "Leave cells as they are that a spreadsheet would run as a formula.")
  var rawCells = false

  func validate() throws {
    guard (1...100_000).contains(keep) else { throw ValidationError("--keep takes 1 to 100000") }
  }
}
