import Foundation
import SystemTestSupport

/// A small night with some of everything: applied, rejected and deferred rows, a file that fails,
/// and waiting lines.
struct Night: Equatable, CustomStringConvertible {
  let description: String
  /// The files of earlier, undisturbed nights.
  var earlier: [[String: String]] = []
  /// The files that are in the inbox, durable on disk, when the run begins.
  let files: [String: String]
  /// The files that are dropped after the power is back, before the next run.
  var droppedBeforeTheNextRun: [String: String] = [:]
  /// Whether the archive is on another file system than the inbox.
  var hasArchiveElsewhere = false

  static let first = Night(description: "the first night of a new root", files: firstFiles)

  static let later = Night(
    description: "a night on a root that has reports already",
    earlier: [firstFiles],
    files: [
      "batches-2.csv": "ref,sku,qty\nB5,SOFA,3\nB6,LAMP,8\n",
      "quantities.csv": "ref,qty\nB1,3\nB9,1\nB3,ten\n",
      "orders.csv": firstFiles["orders.csv", default: ""] + "O-8,RUG,2\nO-9,CHAIR,1\n",
    ]
  )

  /// No row is deferred either, because a retry would be committed after the choice.
  static let empty = Night(
    description: "a night with nothing to import, and files that come after it",
    earlier: [
      [
        "batches.csv": "ref,sku,qty\nB1,LAMP,10\n",
        "orders.csv": "orderid,sku,qty\nO-2,LAMP,4\nO-3,LAMP,9\n",
      ]
    ],
    files: [:],
    droppedBeforeTheNextRun: ["orders-late.csv": "orderid,sku,qty\nO-1,LAMP,x\nO-99,LAMP,1\n"]
  )

  static let copying = Night(
    description: "the first night of a root whose archive lies on another file system",
    files: firstFiles,
    hasArchiveElsewhere: true
  )

  /// Those that this user may have.
  static let all = [first, later, empty] + (OwnMounts.arePermitted ? [copying] : [])

  private static let firstFiles = [
    "batches.csv": "ref,sku,qty,eta\nB1,LAMP,10,\nB2,LAMP,5,2026-12-01\nB3,CHAIR,4,\nB4,RUG,x,\n",
    "orders-open.csv": "orderid,sku,qty\nO-1,\"LAMP,4\n",
    "orders.csv": """
    orderid,sku,qty
    O-1,LAMP,4
    O-2,LAMP,7
    O-3,CHAIR,5
    O-4,SOFA,1
    ,CHAIR,1
    O-5,LAMP,2

    """,
  ]

  /// A root that is ready for the night.
  func lend(_ body: (Root) throws -> Void) throws {
    try Root.lend { root in
      for (day, files) in earlier.enumerated() {
        for (name, text) in files { try root.drop(text, as: name) }
        _ = try Running(words(on: root, day: day + 1)).wait()
      }
      for (name, text) in files { try root.drop(text, as: name) }
      if hasArchiveElsewhere {
        try FileManager.default.createDirectory(
          at: root.folder.appending(path: "archive"),
          withIntermediateDirectories: false
        )
      }
      try body(root)
    }
  }

  /// The disk before the night.
  func disk(of root: Root) throws -> Disk {
    Disk(try Tree(of: root.folder), mountedAt: hasArchiveElsewhere ? "archive" : nil)
  }

  /// Runs the night, or runs it again after a power cut.
  func run(on root: Root) throws -> Program.Ended {
    try Running(words(on: root, day: earlier.count + 1)).wait()
  }

  /// Runs it, and returns its operations on the files.
  func trace(on root: Root) throws -> (ended: Program.Ended, operations: [Operation]) {
    try Trace.record(in: root) { words($0, on: root, day: earlier.count + 1) }
  }

  /// Only two reports are kept, so that old ones are removed too.
  private func words(_ program: [String] = [Program.path], on root: Root, day: Int) -> [String] {
    (hasArchiveElsewhere ? OwnMounts.elsewhere(root.path + "/archive") : []) + program
      + ["run", "--chunk-rows", "3", "--keep", "2", "--root", root.path] + Root.at(day)
  }

  /// The content of the root after an undisturbed night, and after more runs without new files.
  func outcomes(runs: Int) throws -> [Outcome] {
    var outcomes: [Outcome] = []
    try lend { root in
      for _ in 0..<runs {
        _ = try run(on: root)
        outcomes.append(try Outcome(of: root))
      }
    }
    return outcomes
  }
}
