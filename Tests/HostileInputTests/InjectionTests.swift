import CSVReading
import Foundation
import GRDB
import SystemTestSupport
import Testing

/// The content of a file is data: it never acts in SQL, a spreadsheet, a log or a terminal.
struct InjectionTests {
  private static let values = [
    "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://x\";\"y\")",
    "'; DROP TABLE batches;--", "\" OR 1=1 --", "x' UNION SELECT * FROM runs", "%s%n%x", "$(id)",
    "`id`", "${HOME}", "<script>alert(1)</script>", "&lt;", "\\x1B[2J", "\\u{202E}", "a,b", "a;b|c",
    "\"", "''", "NULL;", "\\", "ROWID", "sqlite_master", "?1", ":x", "é", "日本", "0", "-", "=",
  ]

  private func csv(_ rows: [[String]]) -> String {
    rows.map { row in
      row.map { "\"" + $0.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }
        .joined(separator: ",") + "\n"
    }.joined()
  }

  private func dropAll(_ root: Root) throws {
    let batches = Self.values.map { [$0, $0, "5", ""] }
    let orders = Self.values.map { [$0, $0, "2"] }
    let rejected = Self.values.map { [$0, $0, $0] }
    let deferred = Self.values.map { ["D" + $0, "D" + $0, "1"] }
    try root.drop(csv([["ref", "sku", "qty", "eta"]] + batches), as: "batches.csv")
    try root.drop(csv([["orderid", "sku", "qty"]] + orders), as: "orders-1.csv")
    try root.drop(csv([["orderid", "sku", "qty"]] + rejected + deferred), as: "orders-2.csv")
  }

  @Test func `every value is in every report, and none is a formula`() throws {
    try Root.lend { root in
      try dropAll(root)
      let ended = try root.night(1)
      #expect(ended.code == 1, "\(ended)")

      for name in try root.names("reports/latest") where name.hasSuffix(".csv") {
        for row in try root.table("reports/latest/" + name) {
          for (column, cell) in row {
            let first = cell.first.map(String.init) ?? ""
            #expect(!"=+-@\t\r\n".contains(first) || cell.isEmpty, "\(name) \(column): \(cell)")
          }
        }
      }
      let armed = Self.values.map { "=+-@".contains($0.prefix(1)) ? "'" + $0 : $0 }
      let allocated = try root.table("reports/latest/allocations.csv")
      #expect(Set(allocated.compactMap { $0["orderid"] }) == Set(armed))
      #expect(Set(allocated.compactMap { $0["batchref"] }) == Set(armed))
      #expect(
        try Set(root.table("reports/latest/stock.csv").compactMap { $0["ref"] }) == Set(armed)
      )
    }
  }

  @Test func `raw cells and handed back cells are the original values`() throws {
    try Root.lend { root in
      try dropAll(root)
      #expect(try root.night(1, "--raw-cells").code == 1)
      let allocated = try root.table("reports/latest/allocations.csv")
      #expect(Set(allocated.compactMap { $0["orderid"] }) == Set(Self.values))
      let rejected = try root.table("rejects/orders-2.\(Root.run(1)).csv")
      #expect(rejected.compactMap { $0["qty"] } == Self.values)
      #expect(rejected.compactMap { $0["sku"] } == Self.values)
    }
  }

  @Test func `no value is part of a statement or has an effect where it is shown`() throws {
    try Root.lend { root in
      try dropAll(root)
      let ended = try root.night(1)
      let stored = try root.database().read { db in
        try String.fetchSet(db, sql: "SELECT ref FROM batches")
      }
      #expect(stored == Set(Self.values))
      #expect(try root.allot("view", "verify").code == 0)
      for value in Self.values where !value.hasPrefix("-") {
        let shown = try root.allot("view", "show", value)
        #expect(shown.code == 0, "\(value): \(shown)")
      }
      let said = [ended, try root.allot("rejects"), try root.allot("history")]
      #expect(!said.contains { ($0.output + $0.errors).actsOnATerminal })
    }
  }

  @Test func `control characters and bidi marks are shown escaped, one line per fault`() throws {
    try Root.lend { root in
      let hostile = [
        "\u{1B}]0;x\u{07}", "a\nERROR fake", "\u{9B}2J", "\u{2028}", "\u{202E}x",
        String(repeating: "y", count: 5000),
      ]
      try root.drop(
        csv([["orderid", "sku", "qty"]] + hostile.map { [$0, "S", $0] }),
        as: "orders.csv"
      )
      let ended = try root.night(1)
      #expect(ended.code == 1)
      let rejects = try root.allot("rejects")
      for text in [ended.output, ended.errors, rejects.output] {
        #expect(!text.actsOnATerminal && !text.contains("\nERROR"))
        #expect(!text.unicodeScalars.contains { $0.properties.generalCategory == .format })
        #expect(text.split(separator: "\n").allSatisfy { $0.count < 1000 })
      }
      #expect(rejects.output.split(separator: "\n").count >= 2 * hostile.count)
      for row in try root.table("reports/latest/rejects.csv") {
        #expect((row["value"]?.count ?? 0) <= 200)
      }
    }
  }

  /// Identifiers that may be inserted into a statement: only our own, never a value.
  private static let identifiers = [
    #"DELETE FROM \(table) WHERE"#, #"FROM \(table)"#, #"WHERE \(condition)"#,
    #"FROM \(table.quotedDatabaseIdentifier)"#, #"\(Self.placements)"#,
    #"INSERT OR ROLLBACK INTO \(target) VALUES \(values) \(conflict)"#, #"AND NOT \(isCancelled)"#,
    #"state IN \(wasRead)"#,
    #"state IN \(Self.wasRead)"#, #"WHERE sku IN (\(marks))"#, #"id = \(Self.acceptedIn)"#,
    #"\(Self.isToCorrect)"#, #"qty, \(Self.acceptedIn), since"#,
    #"run > (\(LastPublished.beforeRun))"#,
    #"0)), 0) \(late)"#, #"coalesce(available, 0) \(late)"#, #"sum(available), 0) \(open)"#,
    #"SELECT batch, available \(open)"#, #"batch, available, sku \(open)"#,
    #"batches.product) \(late)"#, #"ordered_since = (\(LastPublished.run))"#,
    #"\(AllocationChain.before) SELECT"#, #"batch, number\(columns) FROM"#,
  ]

  @Test func `no statement is built from values`() throws {
    let sources = URL(filePath: Project.folder).appending(path: "Sources")
    let keywords = /\b(SELECT|INSERT|UPDATE|DELETE|VALUES|WHERE|PRAGMA|ATTACH|VACUUM|CREATE|DROP)\b/
    var found: [String] = []
    for path in FileManager.default.subpaths(atPath: sources.path) ?? [] {
      guard path.hasSuffix(".swift"), !path.hasPrefix("bench/") else { continue }
      let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
      for line in text.split(separator: "\n")
      where line.contains("\\(") && line.contains(keywords) {
        if Self.identifiers.contains(where: line.contains) { continue }
        found.append("\(path): \(line)")
      }
    }
    #expect(found == [])
  }

  @Test func `stored files are closed to others, whatever the caller's umask`() throws {
    for umask in ["000", "022", "077"] {
      try Root.lend { root in
        try root.drop("ref,sku,qty\nB1,LAMP,x\nB2,LAMP,1\n", as: "batches.csv")
        try root.drop("", as: "orders.csv")
        try #require(chmod(root.path, 0o755) == 0)
        let ended = try Program.run(
          script: "umask \(umask); \"$@\"",
          ["run", "--root", root.path] + Root.at(1)
        )
        #expect(ended.code == 1, "\(ended)")
        let listing = try Shell.run(#"find "$1" -mindepth 1 -perm /007 ! -type l"#, [root.path])
        #expect(listing.output.replacingOccurrences(of: root.path, with: "") == "/inbox\n")
        let modes = try Shell.run(
          #"cd "$1" && stat -c '%a %n' allot.sqlite inbox/.processing"#,
          [root.path]
        )
        #expect(modes.output == "640 allot.sqlite\n700 inbox/.processing\n", "umask \(umask)")
      }
    }
  }
}
