import Domain
import ServiceLayer
import TestSupport

/// The model's record of one import of a file, or of one retry.
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
  /// Whether it has an unused column that no file of its kind had before.
  var hasNewColumn = false
  var retryOf: Int?
  /// The import that had its bytes, or the first `known` of its rows.
  var earlier: Int?
  var known = 0
  var counts = RowCounts()
  /// Its final path in the root; nil if it is not a file.
  var destination: String?

  /// Whether its rows took effect, so that later files may repeat or continue it.
  var wasImported: Bool { state == "imported" || state == "grown" }
  var wasRead: Bool { wasImported || state == "retried" }
}

/// A row that is not done: deferred, or rejected in the current run.
struct ModelRow: Equatable {
  let importID: Int
  let file: String
  let number: Int
  let line: Int
  let cells: [[UInt8]]
  /// Its command; nil if it cannot be read.
  let command: Command?
  var outcome = "rejected"
  /// Whether it is a deferred row whose line was cancelled.
  var isWithdrawn = false
  var faults: [ModelFault] = []
  /// Why the rules refused it, with all numbers: rows that differ in this are reported differently.
  var refusal: Refusal?

  static func == (left: Self, right: Self) -> Bool {
    left.line == right.line && left.cells == right.cells && left.faults == right.faults
      && left.refusal == right.refusal
  }
}

/// A run, as requested from the program.
struct ModelRun {
  let id: Int
  let name: String
  let asked: Invocation

  /// The files that it takes; nil until they are chosen.
  var chosen: [Chosen]?
  /// The entries of the inbox that are not input, and whether some were there before.
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

/// The expected result of a run.
struct ModelOutcome {
  let run: ModelRun
  let files: [ModelImport]
  let needsHuman: Bool
  /// The lines of rejects.csv, without their reasons.
  let rejects: [ModelRow]
  /// The lines of open.csv, without columns, values and reasons.
  var open: [[String]] = []
  /// The other reports, complete, by file name; nil if the run publishes none.
  var reports: [String: String]?

  var counts: RowCounts {
    files.filter(\.wasRead).reduce(into: RowCounts()) { $0 += $1.counts }
  }
}

extension FileKind {
  /// The kind given by a name.
  init?(ofName name: String) {
    let start = name.lowercased()
    guard let kind = FileKind.allCases.first(where: { start.hasPrefix($0.rawValue) }) else {
      return nil
    }
    self = kind
  }
}

/// Whether names are in byte order.
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
