import Foundation
import GRDB
import SystemTestSupport
import Testing

/// Very many files, and very many rows.
struct ManyTests {
  /// `ALLOT_MANY_FILES` sets another number, such as 100000.
  private static let files = Size.of("ALLOT_MANY_FILES", else: 120)
  /// `ALLOT_MANY_REJECTS` sets another number, such as 10000000.
  private static let rejects = Size.of("ALLOT_MANY_REJECTS", else: 60_000)
  /// `ALLOT_MANY_ROWS` sets another number, such as 10000000.
  private static let rows = Size.of("ALLOT_MANY_ROWS", else: 150_000)

  @Test func `very many files are taken in name order, with few of them open`() throws {
    try Root.lendWithOneNight { root in
      let filled = try Shell.run(
        #"""
        cd "$1" && seq $2 | while read -r n; do
          printf 'orderid,sku,qty\nM-%d,LAMP,1\n' $n > orders-$n.csv
        done
        """#,
        [root.path + "/inbox", String(Self.files)]
      )
      #expect(filled.code == 0)
      // The limit of the shell applies to the program, which needs some open files for the database
      // and itself.
      let ended = try Program.run(
        script: #"ulimit -n 40; "$@""#,
        ["run", "--quiet", "--root", root.path] + Root.at(2)
      )
      #expect(ended.code == 0, "\(ended)")
      let names = (1...Self.files).map { "orders-\($0).csv" }
      #expect(try root.table("reports/latest/files.csv").map { $0["file"] } == names)
      #expect(try root.names("inbox") == [".processing"])
      #expect(try root.names("archive/2026-11-24").count == Self.files)
    }
  }

  @Test(.disabled(if: Sanitizer.isActive, "SKIPPED: a sanitizer takes memory of its own"))
  func `very many bad rows are all returned and counted, in constant memory`()
    throws
  {
    try Root.lendWithOneNight { root in
      let few = try night(2, of: root, rows: 1000, "'E-%.0f,LAMP,x'")
      let many = try night(3, of: root, rows: Self.rejects, "'E-%.0f,LAMP,y'")
      #expect(many.ended.code == 1)
      many.expectHardlyMore(than: few, megabytes: 48)
      let counts = try root.summary(of: "latest").counts
      #expect(counts.rows == Self.rejects)
      #expect(counts.rejected == Self.rejects)
      let lines = try Shell.run(
        #"wc -l < "$1"; tail -1 "$1""#,
        [root.path + "/rejects/orders-3.\(Root.run(3)).csv"]
      )
      #expect(
        lines.output == """
          \(Self.rejects + 1)
          E-\(Self.rejects),LAMP,y,\(Self.rejects + 1),not-a-number,"qty 'y' is not a whole number: \
          write it in digits only, such as 1000"

          """
      )
      // The rows are kept as long as they are open; then their space is free again.
      #expect(try root.night(5, "--forget-days", "1").code == 0)
      let kept = try root.database().read { db in
        try Int.fetchOne(db, sql: "SELECT count(*) FROM unsettled_rows")
      }
      #expect(kept == 0)
      #expect(try root.usedPages() * 8 < 1024, "KB of the database are not free")
    }
  }

  @Test(.disabled(if: Sanitizer.isActive, "SKIPPED: a sanitizer takes memory of its own"))
  func `very many good rows are imported in constant memory`() throws {
    try Root.lend { root in
      try root.drop("ref,sku,qty\nB1,LAMP,1000000000\n", as: "batches.csv")
      #expect(try root.night(1).code == 0)
      let few = try night(2, of: root, rows: 1000, "'F-%.0f,LAMP,2'")
      let many = try night(3, of: root, rows: Self.rows, "'M-%.0f,LAMP,2'")
      #expect(many.ended.code == 0)
      #expect(try root.summary(of: "latest").counts.applied == Self.rows)
      many.expectHardlyMore(than: few, megabytes: 12)
    }
  }

  /// A night with one orders file, whose rows have one pattern.
  private func night(_ day: Int, of root: Root, rows: Int, _ pattern: String) throws -> Measured {
    try root.drop("orderid,sku,qty\n", as: "orders-\(day).csv")
    let filled = try Shell.run(
      #"seq -f \#(pattern) $2 >> "$1""#,
      [root.path + "/inbox/orders-\(day).csv", String(rows)]
    )
    #expect(filled.code == 0)
    return try Measured(night: day, of: root, "--chunk-rows", "5000")
  }
}

extension Root {
  /// The pages of the database that are in use.
  fileprivate func usedPages() throws -> Int {
    try database().read { db in
      try Int.fetchOne(
        db,
        sql: "SELECT page_count - freelist_count FROM pragma_page_count, pragma_freelist_count"
      )
    } ?? 0
  }
}
