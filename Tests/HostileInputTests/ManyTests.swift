import Foundation
import GRDB
import TestSupport
import Testing

/// C14 and E6: very many files, and very many bad rows.
struct ManyTests {
  /// `ALLOT_MANY_FILES` raises it, to 100000.
  private static let files = Size.of("ALLOT_MANY_FILES", else: 120)
  /// `ALLOT_MANY_REJECTS` raises it, to 10000000.
  private static let rejects = Size.of("ALLOT_MANY_REJECTS", else: 20_000)

  @Test func `very many files are taken in the order of their names, with few of them open`() throws
  {
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
      // The shell's limit holds for the program: some are for the database and its own use.
      let ended = try Program.run(
        script: #"ulimit -n 40; "$@""#,
        ["run", "--quiet", "--root", root.path] + Root.at(2)
      )
      #expect(ended.code == 0, "\(ended)")
      let names = (1...Self.files).map { "orders-\($0).csv" }
      #expect(try root.table("reports/latest/files.csv").map { $0["file"] } == names.sorted())
      #expect(try root.names("inbox") == [".processing"])
      #expect(try root.names("archive/2026-11-24").count == Self.files)
    }
  }

  @Test func `very many bad rows all come back, in constant memory and with their faults counted`()
    throws
  {
    try Root.lendWithOneNight { root in
      try root.drop("", as: "orders-bad.csv")
      let filled = try Shell.run(
        #"{ echo orderid,sku,qty; seq -f 'E-%.0f,LAMP,x' $2; } > "$1""#,
        [root.path + "/inbox/orders-bad.csv", String(Self.rejects)]
      )
      #expect(filled.code == 0)
      let night = try Measured(night: 2, of: root)
      #expect(night.ended.code == 1)
      let counts = try root.summary(of: "latest").counts
      #expect(counts.rows == Self.rejects)
      #expect(counts.rejected == Self.rejects)
      let lines = try Shell.run(
        #"wc -l < "$1"; tail -1 "$1""#,
        [root.path + "/rejects/orders-bad.\(Root.run(2)).csv"]
      )
      #expect(
        lines.output == """
          \(Self.rejects + 1)
          E-\(Self.rejects),LAMP,x,\(Self.rejects + 1),not-a-number,"qty 'x' is not a whole number: \
          write it in digits alone, such as 1000"

          """
      )
      #expect(night.peakMegabytes < 120, "\(night.peakMegabytes) MB")
      // The rows are kept until the next importing run is over; then their room is free again.
      #expect(try root.night(3).code == 0)
      let kept = try root.database().read { db in
        try Int.fetchOne(db, sql: "SELECT count(*) FROM unsettled_rows")
      }
      #expect(kept == 0)
    }
  }
}
