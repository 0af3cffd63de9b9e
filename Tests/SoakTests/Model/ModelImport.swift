import Domain
import ServiceLayer
import TestSupport

/// What the model remembers of one reading of one file, or of one retry.
struct ModelImport {
  let id: Int
  let run: ModelRun
  let name: String
  let kind: FileKind?
  var state = "imported"
  var sha256 = ""
  var bytes: [UInt8] = []
  var header: [[UInt8]] = []
  var delimiter = UInt8(ascii: ",")
  var hasByteOrderMark = false
  var rows = 0
  var endsOpen = false
  /// It has a column that nothing is done with and that no file of its kind had before.
  var hasNewColumn = false
  var retryOf: Int?
  /// The import that had its bytes, or the first `known` of its rows.
  var earlier: Int?
  var known = 0
  var counts = RowCounts()
  /// Where it was put, as a path in the root; nil for what is no file.
  var destination: String?

  /// Whether its rows took effect, so that later files may repeat or continue it.
  var wasImported: Bool { state == "imported" || state == "grown" }
  var wasRead: Bool { wasImported || state == "retried" }
}

/// A row that is not done: deferred, or rejected in the run at work.
struct ModelRow: Equatable {
  let importID: Int
  let file: String
  let number: Int
  let line: Int
  let cells: [[UInt8]]
  /// What it asks for; nil where it cannot be read.
  let command: Command?
  var outcome = "rejected"
  /// A deferred row whose line was called off.
  var isWithdrawn = false
  var faults: [ModelFault] = []
  /// Why the rules refused it, to the last number: rows that differ in this are told differently.
  var refusal: Refusal?

  static func == (left: Self, right: Self) -> Bool {
    left.line == right.line && left.cells == right.cells && left.faults == right.faults
      && left.refusal == right.refusal
  }
}

/// A run as the program was asked for it.
struct ModelRun {
  let id: Int
  let name: String
  let asked: Invocation

  /// The files it takes; nil while they are not chosen.
  var chosen: [Chosen]?
  /// What lies in the inbox and is no input, and whether some of it did so before.
  var strays: [String] = []
  var hasStrayAgain = false

  var day: String { utc(asked.now).prefix(10).description }

  /// A file that a run takes, or a retry.
  struct Chosen {
    let name: String
    let kind: FileKind?
    var bytes: [UInt8] = []
    var sidecar: [UInt8]?
    var retryOf: Int?
    var isHeld = false
    var needsHuman = false
  }
}

/// What a run must have done.
struct ModelOutcome {
  let run: ModelRun
  let files: [ModelImport]
  let needsHuman: Bool
  /// The lines of rejects.csv, without their reasons.
  let rejects: [ModelRow]
  /// The lines of open.csv, without columns, values and reasons.
  var open: [[String]] = []
  /// The other reports, whole, by file name; nil where the run publishes none.
  var reports: [String: String]?

  var counts: RowCounts {
    files.filter(\.wasRead).reduce(into: RowCounts()) { $0 += $1.counts }
  }
}

extension FileKind {
  /// The kind that a name says.
  init?(ofName name: String) {
    let start = name.lowercased()
    guard let kind = FileKind.allCases.first(where: { start.hasPrefix($0.rawValue) }) else {
      return nil
    }
    self = kind
  }
}

/// Whether names stand in their order, byte by byte.
func precedes(_ left: String, _ right: String) -> Bool {
  left.utf8.lexicographicallyPrecedes(right.utf8)
}

/// Whether files of a kind are taken in this order: runs of digits are numbers, the ending last.
func comesBefore(_ left: String, _ right: String) -> Bool {
  let (one, other) = (sortKey(left), sortKey(right))
  for (a, b) in zip(one, other) where a != b { return a.lexicographicallyPrecedes(b) }
  return one.count == other.count ? precedes(left, right) : one.count < other.count
}

private func sortKey(_ name: String) -> [[Int]] {
  let stem = name.lowercased().hasSuffix(".csv") ? name.dropLast(4) : name[...]
  var key: [[Int]] = []
  for match in stem.matches(of: /[0-9]+|(?s)./.matchingSemantics(.unicodeScalar)) {
    let bytes = match.output.utf8.map(Int.init)
    if (0x30...0x39).contains(bytes[0]) {
      let digits = bytes.drop { $0 == 0x30 }
      key.append([0x30, digits.count] + digits)
    } else {
      key += bytes.map { [$0] }
    }
  }
  return key
}
