import Foundation
import SystemTestSupport
import Testing

/// The output for programs: exactly one JSON value, even for an error.
struct JSONTests {
  /// Runs a command with `--json`; its output must be one value with the schema's number.
  private func ask(
    _ root: Root,
    _ arguments: [String],
    code: Int32 = 0,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> [String: Any] {
    let ended = try Program.run(arguments + ["--json", "--root", root.path])
    #expect(ended.code == code, "\(ended)", sourceLocation: sourceLocation)
    let value = try JSONSerialization.jsonObject(with: Data(ended.output.utf8)) as? [String: Any]
    #expect(value?["schema"] as? Int == 1, "\(ended)", sourceLocation: sourceLocation)
    return value ?? [:]
  }

  private func rows(_ value: Any?) -> [[String: String]] {
    (value as? [[String: Any]] ?? []).map { $0.mapValues { "\($0)" } }
  }

  @Test func `every command that prints answers in JSON`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\nO-3,SOFA,1\n", as: "orders-2.csv")
      #expect(try ask(root, ["run"] + Root.at(2))["run"] as? String == Root.run(2))
      let history = try ask(root, ["history", "--file", "orders-2.csv"])
      let runs = history["runs"] as? [[String: Any]]
      #expect(runs?.map { $0["run"] as? String } == [Root.run(2)])
      #expect(
        rows(runs?.first?["files"]) == [
          [
            "file": "orders-2.csv", "kind": "orders", "state": "imported", "rows": "1",
            "applied": "0", "unchanged": "0", "deferred": "1", "rejected": "0", "reason": "",
          ]
        ]
      )
      #expect(
        try rows(ask(root, ["rejects"])["rows"]) == [
          [
            "file": "orders-2.csv", "line": "2", "run": Root.run(2), "nights": "0",
            "outcome": "deferred", "code": "unknown-sku", "column": "sku", "value": "SOFA",
            "reason": "Invalid sku SOFA: no batch of it is known yet", "rejects_file": "",
          ]
        ]
      )
      #expect(
        try rows(ask(root, ["view", "show", "O-1"])["lines"]) == [
          ["sku": "LAMP", "qty": "4", "state": "allocated", "batchref": "B1"]
        ]
      )
      #expect(
        try rows(ask(root, ["view", "show", "O-2"])["lines"]) == [
          ["sku": "LAMP", "qty": "7", "state": "waiting"]
        ]
      )
      #expect(try ask(root, ["view", "rebuild"])["is_rebuilt"] as? Bool == true)
      #expect(try ask(root, ["view", "verify"])["exit"] as? Int == 0)
      #expect(try ask(root, ["doctor"])["exit"] as? Int == 0)
      #expect(try ask(root, ["backup", root.path + "/copy"])["file"] != nil)
      try root.change("UPDATE allocations_view SET qty = 5")
      let differences = try ask(root, ["view", "verify"], code: 70)["differences"] as? [Any]
      #expect(differences?.count == 1)
    }
  }

  @Test func `an error is a value too, with its exit code`() throws {
    try Root.lendWithOneNight { root in
      func exit(_ arguments: [String], _ code: Int32) throws {
        let error = try ask(root, arguments, code: code)["error"] as? [String: Any]
        #expect(error?["exit"] as? Int == Int(code), "\(arguments)")
        #expect((error?["message"] as? String)?.isEmpty == false, "\(arguments)")
      }
      try exit(["history", "--runs", "0"], 64)
      try exit(["history", "--since", "tomorrow"], 64)
      try exit(["history", "--nonsense"], 64)
      try exit(["view", "show", "O-9"], 66)
      try root.database().write { db in
        try db.execute(sql: "UPDATE runs SET settings = 'nonsense'")
      }
      try exit(["history"], 70)
      try FileManager.default.removeItem(at: root.folder.appending(path: "allot.sqlite"))
      try exit(["run"], 74)
      try exit(["rejects"], 74)
      try FileManager.default.removeItem(at: root.folder)
      try exit(["history"], 64)
    }
  }

  @Test func `the summary on disk equals the printed one`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\nO-3,LAMP,1\n", as: "orders-2.csv")
      let run = try root.held(["run"] + Root.at(2), after: "fsync", on: "archive")
      try run.kill(on: root)
      let printed = try ask(root, ["run"] + Root.at(3))
      let first = printed["finished_first"] as? [[String: Any]]
      #expect(first?.map { $0["run"] as? String } == [Root.run(2)])
      let text = Data(try root.text("reports/latest/summary.json").utf8)
      let published = try JSONSerialization.jsonObject(with: text) as? NSDictionary
      #expect(published == printed as NSDictionary)
    }
  }
}
