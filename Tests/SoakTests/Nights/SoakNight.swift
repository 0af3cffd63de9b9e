import ServiceLayer

/// One call of the program.
struct Invocation: Sendable {
  var command: Run.Command = .run
  /// Seconds since 1970.
  var now: Int
  var chunkRows = 100_000
  /// Files named on the command line, in place of the inbox.
  var files: [String: [UInt8]]?
  var again = false
  var deferDays = 14
  var keep = 30
  var rawCells = false
  /// How the run is interrupted; it may end before that.
  var end: SuddenEnd?
}

/// A signal sent to the program at one of its system calls.
struct SuddenEnd: Sendable {
  /// KILL or TERM.
  var signal: String
  var systemCall: String
  var number: Int
}

/// The events of one day and the night after it.
struct SoakNight: Sendable {
  enum Step: Sendable {
    /// Puts a file into the inbox, and replaces one with the same name.
    case drop(String, [UInt8])
    case takeBack(String)
    /// Requests a dry run, and checks that nothing changes.
    case dryRun(Invocation)
    case call(Invocation)
    case rebuild
  }

  let number: Int
  var steps: [Step] = []
}

extension SoakNight: CustomStringConvertible {
  var description: String {
    "night \(number)\n" + steps.map { "  \($0)\n" }.joined()
  }
}

extension SoakNight.Step: CustomStringConvertible {
  var description: String {
    switch self {
    case .drop(let name, let bytes):
      "drop \(name): \(String(decoding: bytes, as: UTF8.self).debugDescription)"
    case .takeBack(let name): "take back \(name)"
    case .dryRun(let asked): "dry run: \(asked)"
    case .call(let asked): "\(asked)"
    case .rebuild: "view rebuild"
    }
  }
}

extension Invocation: CustomStringConvertible {
  /// The arguments of `allot`, without the root and the named files.
  var arguments: [String] {
    var words = [command.rawValue, "--now", utc(now)]
    if command != .report { words += ["--settle", "0", "--chunk-rows", "\(chunkRows)"] }
    if command != .report, again { words.append("--again") }
    if command != .report, deferDays != 14 { words += ["--defer-days", "\(deferDays)"] }
    if command != .import, keep != 30 { words += ["--keep", "\(keep)"] }
    if command != .import, rawCells { words.append("--raw-cells") }
    return words
  }

  var description: String {
    let named = (files ?? [:]).map {
      "\n    \($0.key): \(String(decoding: $0.value, as: UTF8.self).debugDescription)"
    }
    let end = end.map { " (SIG\($0.signal) at \($0.systemCall) \($0.number))" } ?? ""
    return "allot \(arguments.joined(separator: " "))\(end)\(named.joined())"
  }
}
