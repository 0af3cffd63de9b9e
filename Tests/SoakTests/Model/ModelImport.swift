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
  var rows = 0
  var endsOpen = false
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
