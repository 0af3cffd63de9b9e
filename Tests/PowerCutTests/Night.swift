import Foundation
import TestSupport

/// A small night that has a bit of everything: rows that are applied, rejected and deferred, a file
/// that fails, and lines that wait.
struct Night: Equatable, CustomStringConvertible {
  let description: String
  /// The files of earlier nights, which went undisturbed.
  var earlier: [[String: String]] = []
  /// The files that lie in the inbox, safely on disk, when the run begins.
  let files: [String: String]

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

  static let all = [first, later]

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

  /// A root in which the night can begin.
  func lend(_ body: (Root) throws -> Void) throws {
    try Root.lend { root in
      for (day, files) in earlier.enumerated() {
        for (name, text) in files { try root.drop(text, as: name) }
        _ = try Program.run(arguments(day + 1) + ["--root", root.path])
      }
      for (name, text) in files { try root.drop(text, as: name) }
      try body(root)
    }
  }

  /// How the night is run, and run again after a power cut.
  var arguments: [String] { arguments(earlier.count + 1) }

  /// Only two reports are kept, so that old ones are removed too.
  private func arguments(_ day: Int) -> [String] {
    ["run", "--chunk-rows", "3", "--keep", "2"] + Root.at(day)
  }

  /// What the root holds after the night went undisturbed, and after more runs with nothing new.
  func outcomes(runs: Int) throws -> [Outcome] {
    var outcomes: [Outcome] = []
    try lend { root in
      for _ in 0..<runs {
        _ = try Program.run(arguments + ["--root", root.path])
        outcomes.append(try Outcome(of: root))
      }
    }
    return outcomes
  }
}
