import Foundation
import SystemTestSupport
import TestSupport
import Testing

/// Files that are too large in one way or another.
///
/// `ALLOT_GIANT_MEGABYTES` sets their size, 32 by default, and 3000 for gigabytes. The files are in
/// the temporary folder, whose disk must have space for three times as much in addition.
@Suite(.disabled(if: Sanitizer.isActive, "SKIPPED: a sanitizer takes memory of its own"))
struct GiantInputTests {
  private static let megabytes = Size.of("ALLOT_GIANT_MEGABYTES", else: 32)
  /// Gigabytes do not fit in memory.
  private static let scratch =
    megabytes > 64 ? FileManager.default.temporaryDirectory : scratchFolder
  /// In megabytes: more than an empty run takes in a debug build.
  private static let ceiling = 60

  /// Endless input, and the shell command that writes it.
  struct Giant: CustomTestStringConvertible {
    let testDescription: String
    let piece: String
    let reason: String
  }

  @Test(arguments: [
    Giant(
      testDescription: "one cell",
      piece: "tr '\\0' x < /dev/zero",
      reason: "line 3, column 1: the cell that begins here is longer than 64 KiB"
    ),
    Giant(
      testDescription: "one quoted cell of many lines",
      piece: "{ printf '\"'; yes O-1,LAMP,1; }",
      reason: "line 3, column 1: the cell that begins here is longer than 64 KiB"
    ),
    Giant(
      testDescription: "one record of cells",
      piece: "tr '\\0' , < /dev/zero",
      reason: "line 3: the record has more than 1000 columns"
    ),
    Giant(
      testDescription: "one record of spaces",
      piece: "tr '\\0' ' ' < /dev/zero",
      reason: "line 3: the record that begins here is longer than 1024 KiB"
    ),
    Giant(
      testDescription: "zeros, as a broken upload leaves them",
      piece: "cat /dev/zero",
      reason: "line 3, column 1: the last \(megabytes << 20) bytes, from offset 27 on, are all zero"
    ),
  ])
  func `endless input is refused in constant memory, with its line and the limit`(giant: Giant)
    throws
  {
    try Root.lendWithOneNight(in: Self.scratch) { root in
      try root.drop("orderid,sku,qty\nO-3,LAMP,1\n", as: "orders-giant.csv")
      let filled = try Shell.run(
        "\(giant.piece) 2>/dev/null | head -c \(Self.megabytes << 20) >> \"$1\"",
        [root.path + "/inbox/orders-giant.csv"]
      )
      #expect(filled.code == 0)

      let night = try Measured(night: 2, of: root)

      #expect(night.ended.code == 1, "\(night.ended)")
      let reason = try #require(try root.summary(of: "latest").files.first?.reason)
      #expect(reason.hasPrefix(giant.reason), "\(reason)")
      #expect(try root.text("failed/orders-giant.csv.reason.txt").contains(giant.reason))
      #expect(!(try root.text("reports/latest/allocations.csv").contains("O-3")))
      #expect(night.peakMegabytes < Self.ceiling, "\(night.peakMegabytes) MB")
    }
  }

  @Test func `the search for a missing header does not read the whole file`() throws {
    try Root.lendWithOneNight(in: Self.scratch) { root in
      try root.drop("", as: "orders-blank.csv")
      let filled = try Shell.run(
        "yes '' | head -c \(Self.megabytes << 20) >> \"$1\"",
        [root.path + "/inbox/orders-blank.csv"]
      )
      #expect(filled.code == 0)
      let night = try Measured(night: 2, of: root)
      #expect(night.ended.code == 1, "\(night.ended)")
      #expect(
        try root.summary(of: "latest").files.first?.reason
          == "line 1: the first 1088 KiB are blank; put the header on the first line"
      )
      #expect(night.peakMegabytes < Self.ceiling, "\(night.peakMegabytes) MB")
    }
  }

  @Test func `long rows that are handed back or deferred do not fill the memory`() throws {
    try Root.lendWithOneNight(in: Self.scratch) { root in
      func play(_ day: Int, rows: Int) throws -> (first: Measured, again: Measured) {
        try dropLongRows(rows, into: root, as: "\(day)")
        let first = try Measured(night: day, of: root)
        #expect(first.ended.code == 1, "\(first.ended)")
        // The deferred rows are tried again.
        let again = try Measured(night: day + 1, of: root)
        #expect(again.ended.code == 0, "\(again.ended)")
        return (first, again)
      }
      let few = try play(2, rows: 4)
      let many = try play(4, rows: Self.megabytes)
      #expect(try root.summary(of: "latest").counts.deferred == 4 + Self.megabytes)
      // Half of the memory that the rows of only one kind would take.
      many.first.expectHardlyMore(than: few.first, megabytes: 8 + Self.megabytes / 2)
      many.again.expectHardlyMore(than: few.again, megabytes: 8 + Self.megabytes / 2)
    }
  }

  /// Two files whose rows take almost a megabyte each.
  private func dropLongRows(_ rows: Int, into root: Root, as part: String) throws {
    let notes = (1...14).map { "note\($0)" }.joined(separator: ",")
    for (name, sku, qty) in [("rejected", "LAMP", "x"), ("deferred", "SOFA", "1")] {
      try root.drop("orderid,sku,qty,\(notes)\n", as: "orders-\(name)-\(part).csv")
      let filled = try Shell.run(
        #"""
        cells=$(head -c 60000 /dev/zero | tr '\0' x)
        notes=$cells; for i in 2 3 4 5 6 7 8 9 10 11 12 13 14; do notes=$notes,$cells; done
        for i in $(seq $2); do echo "$3-$i,$4,$5,$notes"; done >> "$1"
        """#,
        [root.path + "/inbox/orders-\(name)-\(part).csv", String(rows), name + part, sku, qty]
      )
      #expect(filled.code == 0)
    }
  }
}
