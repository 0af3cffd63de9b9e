import Foundation
import GRDB
import SystemTestSupport
import TestSupport
import Testing

/// The cost of a night with more of something: twice as much takes at most twice as long, and the
/// past costs nothing.
///
/// Instructions or calls are counted, never seconds.
@Suite(.serialized)
struct GrowthTests {
  private static let start = 1_795_399_200  // 2026-11-23T02:00:00Z

  private func night(_ day: Int, of root: Root) -> [String] {
    let time = Date(timeIntervalSince1970: TimeInterval(Self.start + day * 86_400))
    return [
      "run", "--root", root.path, "--quiet", "--settle", "0", "--keep", "3", "--now",
      time.formatted(.iso8601),
    ]
  }

  private func play(_ days: ClosedRange<Int>, of root: Root) throws {
    for day in days {
      // The usual case: a file of the same name each night, with other rows.
      try root.drop("orderid,sku,qty\nO-\(day),LAMP,1\n", as: "orders.csv")
      let ended = try Program.run(night(day, of: root))
      try #require(ended.code == 0, "\(ended)")
    }
  }

  @Test(.enabled(if: Instructions.canBeCounted, "SKIPPED: valgrind is not installed"))
  func `a late night costs as much as an early one`() throws {
    try Root.lend { root in
      try root.drop("ref,sku,qty\nB1,LAMP,1000\n", as: "batches.csv")
      // More nights than reports are kept, so that one report is removed each night.
      try play(1...5, of: root)
      try root.lendCopy { early in
        try play(6...65, of: root)
        try early.drop("orderid,sku,qty\nO-6,LAMP,1\n", as: "orders.csv")
        try root.drop("orderid,sku,qty\nO-66,LAMP,1\n", as: "orders.csv")
        let costs = try Instructions.count([night(6, of: early), night(66, of: root)])
        // The rest is a few thousand for each earlier file of the name, to check whether the file
        // has grown.
        #expect(costs[1] - costs[0] < costs[0] / 10, "\(costs)")
      }
    }
  }

  @Test func `entries left in the inbox are not stored again every night`() throws {
    try Root.lend { root in
      func listed(after day: Int) throws -> Int {
        try play(day...day, of: root)
        return try root.database().read { db in
          try Int.fetchOne(
            db,
            sql: "SELECT sum(length(left_alone)) FROM runs WHERE left_alone <> '[]'"
          ) ?? 0
        }
      }
      try root.drop("ref,sku,qty\nB1,LAMP,1000\n", as: "batches.csv")
      for n in 1...300 { try root.drop("", as: "photo-\(n).jpg.part") }
      let first = try listed(after: 1)
      #expect(first > 300 * 10)
      #expect(try listed(after: 2) == first)
      #expect(try root.allot("import", "/dev/null").code == 64)
      #expect(try listed(after: 3) == first)
    }
  }

  @Test(.enabled(if: Shell.has("strace"), "SKIPPED: strace is not installed"))
  func `a name that is taken very often costs only a few more checks`() throws {
    func looks(_ taken: Int) throws -> Int {
      try Root.lend(returning: { root in
        try root.drop("", as: "orders.csv")
        let failed = root.folder.appending(path: "failed")
        try FileManager.default.createDirectory(at: failed, withIntermediateDirectories: false)
        for n in 1...taken {
          let name = n == 1 ? "orders.csv" : "orders.\(n).csv"
          try Data().write(to: failed.appending(path: name))
        }
        let calls = try Strace.calls(
          ["newfstatat", "renameat2"],
          concerning: failed.path + "/",
          of: night(1, of: root)
        )
        #expect(root.has("failed/orders.\(taken + 1).csv"))
        return calls.count
      })
    }
    let few = try looks(8)
    let many = try looks(2048)
    // Eight more doublings: eight more checks upwards, and eight more downwards.
    #expect(few >= 8)
    #expect(many - few <= 3 * 8, "\(few), then \(many)")
  }

  @Test(.enabled(if: Instructions.canBeCounted, "SKIPPED: valgrind is not installed"))
  func `a deferred row costs the same, however many there are`() throws {
    let costs = try costs(
      of: [:],
      after: [1, 100, 200].map { rows in
        let orders = (1...rows).map { "O-\($0),UNKNOWN-\($0),1\n" }.joined()
        return ["orders.csv": "orderid,sku,qty\n" + orders]
      }
    )
    expectLinear(costs[0], costs[1], costs[2])
  }

  @Test(.enabled(if: Instructions.canBeCounted, "SKIPPED: valgrind is not installed"))
  func `stock for very many waiting lines and quantities has almost linear cost`() throws {
    let costs = try costs(
      of: ["batches.csv": "ref,sku,qty\nB1,LAMP,1000000\n"],
      after: [1, 150, 300].map { lines in
        let orders = (1...lines).map { "O-\($0),LAMP,\($0)\n" }.joined()
        return [
          "batches.csv": "ref,sku,qty\nB0,LAMP,0\n", "orders.csv": "orderid,sku,qty\n" + orders,
        ]
      }
    )
    expectLinear(costs[0], costs[1], costs[2])
  }

  @Test(.enabled(if: Instructions.canBeCounted, "SKIPPED: valgrind is not installed"))
  func `a quantity costs the same for each line that it moves`() throws {
    let costs = try costs(
      of: ["quantities.csv": "ref,qty\nB1,0\n"],
      after: [1, 100, 200].map { lines in
        let orders = (1...lines).map { "O-\($0),LAMP,1\n" }.joined()
        return [
          "batches.csv": "ref,sku,qty\nB1,LAMP,\(lines)\nB2,LAMP,1000\n",
          "orders.csv": "orderid,sku,qty\n" + orders,
        ]
      }
    )
    expectLinear(costs[0], costs[1], costs[2])
  }

  @Test(.enabled(if: Instructions.canBeCounted, "SKIPPED: valgrind is not installed"))
  func `an amendment costs the same at any position among any number of lines`() throws {
    let sizes = [1, 100, 200]
    let costs = try costs(
      of: sizes.map { lines in
        let amendments = (1...lines).map { "O-\($0),LAMP,\(1 + $0 % 4)\n" }.joined()
        return ["amendments.csv": "orderid,sku,qty\n" + amendments]
      },
      after: sizes.map { lines in
        let orders = (1...lines).map { "O-\($0),LAMP,2\n" }.joined()
        return [
          "batches.csv": "ref,sku,qty\nB1,LAMP,\(2 * lines)\nB2,LAMP,1000\n",
          "orders.csv": "orderid,sku,qty\n" + orders,
        ]
      }
    )
    expectLinear(costs[0], costs[1], costs[2])
  }

  @Test(.enabled(if: Instructions.canBeCounted, "SKIPPED: valgrind is not installed"))
  func `the cancellation of a deferred line costs the same, however many there are`() throws {
    let sizes = [1, 100, 200]
    let costs = try costs(
      of: sizes.map { lines in
        ["cancellations.csv": "orderid,sku\n" + (1...lines).map { "O-\($0),NOPE\n" }.joined()]
      },
      after: sizes.map { lines in
        ["orders.csv": "orderid,sku,qty\n" + (1...lines).map { "O-\($0),NOPE,1\n" }.joined()]
      }
    )
    expectLinear(costs[0], costs[1], costs[2])
  }

  /// The cost of a night with these files after a night with each of those.
  private func costs(
    of files: [String: String],
    after earlier: [[String: String]]
  ) throws -> [Int] {
    try costs(of: earlier.map { _ in files }, after: earlier)
  }

  /// The cost of a night with each of these files after a night with each of those.
  private func costs(
    of files: [[String: String]],
    after earlier: [[String: String]]
  ) throws -> [Int] {
    try withTemporaryFolder { folder in
      let roots = try earlier.enumerated().map { place, earlier in
        let root = Root(folder: URL(filePath: folder).appending(path: "\(place)"))
        for (name, text) in earlier { try root.drop(text, as: name) }
        let ended = try Program.run(night(1, of: root))
        try #require(ended.code == 0, "\(ended)")
        for (name, text) in files[place] { try root.drop(text, as: name) }
        return root
      }
      return try Instructions.count(roots.map { night(2, of: $0) })
    }
  }

  /// Expects that twice as much costs little more than twice the cost, after subtracting the base
  /// cost.
  private func expectLinear(_ none: Int, _ some: Int, _ twice: Int) {
    #expect(some > none)
    #expect(twice - none < (some - none) * 9 / 4, "\(none), \(some), \(twice)")
  }
}

extension Root {
  /// Lends a root for a measurement.
  fileprivate static func lend<Result>(returning body: (Root) throws -> Result) throws -> Result {
    var result: Result?
    try lend { result = try body($0) }
    return try #require(result)
  }
}
