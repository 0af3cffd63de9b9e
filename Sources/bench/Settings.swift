/// What the command line asks for.
struct Settings {
  private(set) var lines = 200_000
  private(set) var skus = 5_000
  private(set) var rounds = 5
  private(set) var shuffles = false
  private(set) var keeps = false
  private(set) var asksForHelp = false
  private(set) var allot: String?

  static let usage = """
    USAGE: bench [--lines N] [--skus N] [--rounds N] [--shuffle] [--quick] [--allot PATH] [--keep]

      --lines N     order lines of the night (200000)
      --skus N      products they name (LINES/40)
      --rounds N    rounds, in each of which everything runs once (5)
      --shuffle     order numbers come in random order
      --quick       20000 lines and 2 rounds, unless they are given
      --allot PATH  the program to measure (else the allot beside this one)
      --keep        leave the folder with all files

    Everything is made in a folder of its own under TMPDIR, or else under /tmp.
    """

  init(arguments: [String]) throws {
    var lines: Int?
    var skus: Int?
    var rounds: Int?
    var isQuick = false
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--lines": lines = try Self.number(after: argument, &rest, atLeast: 1)
      case "--skus":
        skus = try Self.number(after: argument, &rest, atLeast: NightFiles.longestOrder)
      case "--rounds": rounds = try Self.number(after: argument, &rest, atLeast: 1)
      case "--allot": allot = try Self.value(after: argument, &rest)
      case "--shuffle": shuffles = true
      case "--quick": isQuick = true
      case "--keep": keeps = true
      case "--help", "-h": asksForHelp = true
      default: throw UsageError("\(argument) is no option of bench")
      }
    }
    self.lines = lines ?? (isQuick ? 20_000 : 200_000)
    self.rounds = rounds ?? (isQuick ? 2 : 5)
    self.skus = skus ?? max(self.lines / 40, NightFiles.longestOrder)
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

/// A command line that cannot be understood.
struct UsageError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
