import Foundation
import SystemTestSupport
import Testing

/// A night of three files, small enough to run often.
enum SmallNight {
  static func drop(into root: Root) throws {
    try root.drop("ref,sku,qty,eta\nB1,LAMP,100,\nB2,LAMP,40,2026-12-01\n", as: "batches.csv")
    try root.drop(
      "orderid,sku,qty\n" + (1...50).map { "O-\($0),LAMP,\($0 % 9 + 1)\n" }.joined()
        + "O-51,SOFA,1\n",
      as: "orders.csv"
    )
    try root.drop("orderid,sku\nO-1,LAMP\nO-50,LAMP\n", as: "cancellations.csv")
  }

  static let arguments = ["run", "--chunk-rows", "20"] + Root.at(1)

  static func run(on root: Root) -> [String] { arguments + ["--root", root.path] }

  /// Runs the night undisturbed, and lends the expected result.
  static func lendUndisturbed(_ body: ([String: Data]) throws -> Void) throws {
    try Root.lend { root in
      try drop(into: root)
      let ended = try Program.run(run(on: root))
      try #require(ended.code == 0, "\(ended)")
      try body(outcome(of: root))
    }
  }

  /// Everything that the night leaves outside the database, except durations.
  static func outcome(of root: Root) throws -> [String: Data] {
    let kept = ["inbox", "archive", "failed", "rejects", "reports/\(Root.run(1))"]
    return try root.everything().filter { path, _ in
      kept.contains { path.hasPrefix($0 + "/") } && !path.hasSuffix("summary.json")
    }
  }

  /// Expects the result of an undisturbed night, and no findings of the doctor.
  static func expectDone(
    _ root: Root,
    like expected: [String: Data],
    _ comment: Comment? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(try outcome(of: root) == expected, comment, sourceLocation: sourceLocation)
    let doctor = try root.allot("doctor", "--quiet", "--read-archive")
    #expect(
      doctor == Program.Ended(code: 0),
      comment,
      sourceLocation: sourceLocation
    )
  }
}

/// How many rounds a test runs: a few, or as many as the variable says.
func rounds(_ variable: String, else few: Int) -> Int {
  ProcessInfo.processInfo.environment[variable].flatMap(Int.init) ?? few
}
