import ArgumentParser
import Configuration
import Foundation
import ServiceLayer

/// The options of every run.
struct RunOptions: ParsableArguments {
  @Flag(help: "Print nothing unless a human is needed.")
  var quiet = false

  @Flag(help: "Print one line, or more if a human is needed; the nightly job logs this.")
  var brief = false

  @OptionGroup var output: OutputOptions

  @Flag(
    name: .customLong("init"),
    help: "Create the root if it does not exist, even beside another root."
  )
  var makesRoot = false

  @Option(
    help: ArgumentHelp(
      "The start time of the run, for replays: 2026-11-23T02:00:00Z (ALLOT_NOW).",
      valueName: "time"
    )
  )
  var now: String?

  @Flag(
    help: ArgumentHelp(
      "Allow a root on a network disk, where rows may be lost (ALLOT_ALLOW_NETWORK_DISK=1)."
    )
  )
  var allowNetworkDisk = false

  @Option(
    help: ArgumentHelp(
      "Write metrics for Prometheus' node exporter to this file (ALLOT_METRICS).",
      valueName: "file"
    ),
    completion: .file(extensions: ["prom"])
  )
  var metrics: String?

  func allowsNetworkDisk() throws -> Bool {
    try NetworkDisk.isAllowedBySettings() || allowNetworkDisk
  }

  var json: Bool { output.json }

  /// Whether to print details only if a human is needed.
  var isQuiet: Bool { quiet || brief }

  /// Seconds since 1970.
  func started() throws -> Int {
    guard let given = now ?? ProcessInfo.processInfo.environment["ALLOT_NOW"] else {
      return Int(Date().timeIntervalSince1970)
    }
    guard let seconds = UTCTime.seconds(given) else {
      throw Misconfiguration("'\(given)' is not a time: write it as 2026-11-23T02:00:00Z, in UTC")
    }
    return seconds
  }

  func validate() throws {
    guard [quiet, brief, output.json].count(where: \.self) < 2 else {
      throw ValidationError("--quiet, --brief and --json exclude each other")
    }
  }
}

/// The options of importing.
struct ImportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Only take files unchanged for this many seconds (ALLOT_SETTLE; else 2).",
      valueName: "seconds"
    )
  )
  var settle: Double?

  @Flag(help: "Also import files whose bytes were imported before.")
  var again = false

  @Option(
    help: ArgumentHelp(
      "Retry rows that name something unknown for this many days (ALLOT_DEFER_DAYS; else 14).",
      valueName: "days"
    )
  )
  var deferDays: Int?

  @Option(
    help: ArgumentHelp(
      "Keep rejected rows open for this many nights, unless corrected (ALLOT_FORGET_DAYS; else 60).",
      valueName: "nights"
    )
  )
  var forgetDays: Int?

  @Option(help: .hidden)
  var chunkRows = 100_000

  func secondsToSettle(_ configuration: Configuration?) throws -> Double {
    try settle ?? Settings.number("ALLOT_SETTLE", in: SettingBounds.settle)
      ?? configuration?.run.settle ?? 2
  }

  func daysToDefer(_ configuration: Configuration?) throws -> Int {
    try deferDays ?? Settings.number("ALLOT_DEFER_DAYS", in: SettingBounds.deferDays)
      ?? configuration?.run.deferDays ?? 14
  }

  func nightsToForget(_ configuration: Configuration?) throws -> Int {
    try forgetDays ?? Settings.number("ALLOT_FORGET_DAYS", in: SettingBounds.forgetDays)
      ?? configuration?.run.forgetDays ?? 60
  }

  /// What the options, the environment and the configuration say about importing.
  func settings(_ configuration: Configuration?) throws -> Run.Settings {
    try Run.Settings(
      again: again,
      deferDays: daysToDefer(configuration),
      forgetDays: nightsToForget(configuration)
    )
  }

  func validate() throws {
    guard forgetDays.map(SettingBounds.forgetDays.contains) ?? true else {
      throw ValidationError("--forget-days takes 1 to 3650")
    }
    guard settle.map(SettingBounds.settle.contains) ?? true else {
      throw ValidationError("--settle takes 0 to 3600 seconds")
    }
    guard deferDays.map(SettingBounds.deferDays.contains) ?? true else {
      throw ValidationError("--defer-days takes 0 to 3650")
    }
    guard (1...1_000_000).contains(chunkRows) else {
      throw ValidationError("--chunk-rows takes 1 to 1000000")
    }
  }
}
