/// The options of the command line.
struct Settings {
  /// The size for which the limits are stated.
  static let statedSize = Size(lines: 1_000_000, skus: 10_000)

  private(set) var scenarios = ScenarioName.allCases
  private(set) var size = statedSize
  private(set) var rounds = 5
  private(set) var keeps = false
  private(set) var asksForHelp = false
  private(set) var allot: String?
  private(set) var other: String?

  var isStatedSize: Bool {
    size.lines == Self.statedSize.lines && size.skus == Self.statedSize.skus
  }

  static let usage = """
    USAGE: bench [--only NAMES] [--quick | --full] [--lines N] [--skus N] [--rounds N]
                 [--allot PATH] [--against PATH] [--keep]

      --only NAMES  only these scenarios; all are: \(ScenarioName.list)
      --quick       20000 lines and 2 rounds, unless they are given
      --full        1000000 lines, for which the limits are stated
      --lines N     order lines of the night (200000); other sizes depend on it
      --skus N      products in the order lines (LINES/100)
      --rounds N    rounds; each runs everything once (5)
      --allot PATH  the program to measure (default: the allot beside this one)
      --against PATH
                    another build of allot: both run the night, in turn
      --keep        keep the folder with all files

    All files are made in a new folder under TMPDIR, or else under /tmp.
    """

  init(arguments: [String]) throws {
    var lines: Int?
    var skus: Int?
    var rounds: Int?
    var isQuick = false
    var isFull = false
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--only": scenarios = try Self.scenarios(after: argument, &rest)
      case "--lines": lines = try Self.number(after: argument, &rest, atLeast: 1000)
      case "--skus":
        skus = try Self.number(after: argument, &rest, atLeast: NightFiles.longestOrder)
      case "--rounds": rounds = try Self.number(after: argument, &rest, atLeast: 1)
      case "--allot": allot = try Self.value(after: argument, &rest)
      case "--against": other = try Self.value(after: argument, &rest)
      case "--quick": isQuick = true
      case "--full": isFull = true
      case "--keep": keeps = true
      case "--help", "-h": asksForHelp = true
      default: throw UsageError("\(argument) is not an option of bench")
      }
    }
    guard !(isQuick && isFull) else { throw UsageError("--quick and --full exclude each other") }
    let wanted = lines ?? (isFull ? Self.statedSize.lines : isQuick ? 20_000 : 200_000)
    size = Size(lines: wanted, skus: skus ?? max(wanted / 100, NightFiles.longestOrder))
    self.rounds = rounds ?? (isQuick ? 2 : 5)
  }

  private static func scenarios(
    after option: String,
    _ rest: inout ArraySlice<String>
  ) throws -> [ScenarioName] {
    let names = try value(after: option, &rest).split(separator: ",").map { name in
      guard let scenario = ScenarioName(rawValue: String(name)) else {
        throw UsageError("\(name) is none of: \(ScenarioName.list)")
      }
      return scenario
    }
    return ScenarioName.allCases.filter(names.contains)
  }

  private static func value(
    after option: String,
    _ rest: inout ArraySlice<String>
  ) throws -> String {
    guard let value = rest.popFirst() else { throw UsageError("\(option) needs a value") }
    return value
  }

  private static func number(
    after option: String,
    _ rest: inout ArraySlice<String>,
    atLeast least: Int
  ) throws -> Int {
    guard let number = Int(try value(after: option, &rest)), number >= least else {
      throw UsageError("\(option) needs a whole number, \(least) or more")
    }
    return number
  }
}

/// The command line is wrong.
struct UsageError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
