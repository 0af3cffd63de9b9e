import SystemTestSupport
import Testing

/// Possible contents of a file, and their results.
struct ContentTests {
  /// An orders file and its result: its state, and the codes of its rows' faults.
  struct Example {
    let what: String
    let file: [UInt8]
    let outcome: String

    init(_ what: String, _ file: [UInt8], _ outcome: String) {
      (self.what, self.file, self.outcome) = (what, file, outcome)
    }

    init(_ what: String, _ text: String, _ outcome: String) {
      self.init(what, Array(text.utf8), outcome)
    }

    /// One row under the usual header; its order id is `ID`, which is different in each file.
    static func row(_ what: String, _ row: String, _ outcome: String) -> Example {
      Example(what, "orderid,sku,qty\n\(row)\n", outcome)
    }

    static func row(_ what: String, _ row: [UInt8], _ outcome: String) -> Example {
      Example(what, Array("orderid,sku,qty\n".utf8) + row + [0x0A], outcome)
    }

    static func quantity(_ text: String, _ outcome: String) -> Example {
      row("D12 qty \(text)", "ID,LAMP,\(text)", outcome)
    }
  }

  private static let examples: [Example] = [
    Example("D1 a byte-order mark", "\u{FEFF}\"orderid\",sku,qty\nID,LAMP,1\n", "1 applied"),
    Example(
      "D1 one inside: files glued together",
      "orderid,sku,qty\nID,LAMP,1\n\u{FEFF}orderid,sku,qty\n",
      "1 applied 1 rejected second-header"
    ),
    Example("D2 UTF-16", [0xFF, 0xFE] + "orderid,sku,qty\n".utf8.flatMap { [$0, 0] }, "UTF-16"),
    Example("D2 UTF-16 without a mark", "orderid,sku,qty\n".utf8.flatMap { [0, $0] }, "UTF-16"),
    Example("D2 UTF-32", "orderid,sku,qty\n".utf8.flatMap { [$0, 0, 0, 0] }, "UTF-32"),
    .row("D3 Latin-1", Array("ID".utf8) + [0xE9] + Array(",LAMP,1".utf8), "1 rejected not-utf8"),
    .row(
      "D3 a cut character",
      Array("ID".utf8) + [0xC3] + Array(",X,1".utf8),
      "1 rejected not-utf8"
    ),
    .row(
      "D3 a surrogate",
      Array("ID".utf8) + [0xED, 0xA0, 0x80, 0x2C, 0x58, 0x2C, 0x31],
      "1 rejected not-utf8"
    ),
    .row("D4 a control", "ID\u{07},LAMP,1", "1 rejected bad-character"),
    .row("D4 a C1 control", "ID\u{9B},LAMP,1", "1 rejected bad-character"),
    .row("D4 next line", "I\u{85}D,LAMP,1", "1 rejected bad-character"),
    .row("D4 line separator", "I\u{2028}D,LAMP,1", "1 rejected bad-character"),
    .row("D4 NUL", "ID\0,LAMP,1", "zero byte"),
    Example("D4 DOS end of file", "orderid,sku,qty\nID,LAMP,1\n\u{1A}", "1 applied"),
    Example("D5 CR", "orderid,sku,qty\rID,LAMP,1\r", "1 applied"),
    Example("D5 CR CR LF", "orderid,sku,qty\r\r\nID,LAMP,1\r\r\n", "1 applied"),
    Example("D5 LF CR", "orderid,sku,qty\n\rID,LAMP,1\n\r", "1 applied"),
    Example("D6 blank rows", "orderid,sku,qty\n\n  \n,,\n\"\",,,,\nID,LAMP,1\n\t\n", "1 applied"),
    .row("D7 too few", "ID,LAMP", "1 rejected too-few-cells"),
    .row("D7 a thousand with a comma", "ID,LAMP,1,000", "1 rejected too-many-cells"),
    Example("D7 an unnamed last column", "orderid,sku,qty,\nID,LAMP,1,\n", "1 applied"),
    Example("D7 a thousand", "orderid,sku,qty,\nID,LAMP,1,000\n", "1 rejected too-many-cells"),
    Example("D8 a column twice", "orderid,sku,qty,QTY\nID,LAMP,1,1\n", "qty twice"),
    Example("D8 a column missing", "orderid,sku\nID,LAMP\n", "lacks qty"),
    Example("D8 no header", "ID,LAMP,1\n", "put a header line above"),
    Example("D8 a header alone", "orderid,sku,qty\n", ""),
    Example("D9 semicolons", "orderid;sku;qty\nID;LAMP;1\n", "1 applied"),
    Example("D9 tabs", "orderid\tsku\tqty\nID\tLAMP\t1\n", "1 applied"),
    Example("D9 bars", "orderid|sku|qty\nID|LAMP|1\n", "1 applied"),
    Example("D9 Excel's sep line", "sep=;\norderid;sku;qty\nID;LAMP;1\n", "1 applied"),
    Example(
      "D9 commas in the rows alone",
      "orderid;sku;qty\nID,LAMP,1\n",
      "1 rejected too-few-cells"
    ),
    .row("D10 a quote never closed", "ID,\"LAMP,1", "line 2, column 2: the quote opened here"),
    .row("D10 a stray quote", "ID,LA\"MP,1", "line 2, column 2: a quote inside the cell"),
    .row("D10 rows swallowed", "\"ID,LAMP,1\nID,LAMP,1\nID\",LAMP,1", "1 rejected line-break"),
    .row("D11 a cell", String(repeating: "x", count: 65_537) + ",LAMP,1", "longer than 64 KiB"),
    .row("D11 columns", String(repeating: ",", count: 1000), "more than 1000 columns"),
    .row(
      "D11 a text of 256 bytes",
      String(repeating: "x", count: 256) + ",LAMP,1",
      "1 rejected too-long"
    ),
    .quantity("\"1\"", "1 applied"), .quantity(" 1 ", "1 applied"), .quantity("001", "1 applied"),
    .quantity("+5", "1 rejected not-a-number"), .quantity("-5", "1 rejected out-of-range"),
    .quantity("1e3", "1 rejected not-a-number"), .quantity("1.0", "1 applied"),
    .quantity("1.00", "1 applied"), .quantity("1.000", "1 rejected not-a-number"),
    .quantity("1.5", "1 rejected not-a-number"), .quantity(".0", "1 rejected not-a-number"),
    .quantity("'-5", "1 rejected out-of-range"), .quantity("-5.0", "1 rejected out-of-range"),
    .quantity("NULL", "1 rejected not-a-number"),
    .quantity("\"1,000\"", "1 rejected not-a-number"), .quantity("1 0", "1 rejected not-a-number"),
    .quantity("0x10", "1 rejected not-a-number"), .quantity("５", "1 rejected not-a-number"),
    .quantity("−5", "1 rejected not-a-number"), .quantity("٣", "1 rejected not-a-number"),
    .quantity("", "1 rejected empty"), .quantity("0", "1 rejected out-of-range"),
    .quantity("1000000001", "1 rejected out-of-range"),
    .quantity("99999999999999999999999999", "1 rejected out-of-range"),
    .quantity("9223372036854775808", "1 rejected out-of-range"),
    .row("D14 quoted spaces", "\"  ID  \",\"\tLAMP \",1", "1 applied"),
    .row("D14 no-break space", "ID\u{A0},LAMP,1", "1 rejected bad-character"),
    .row("D14 ideographic space", "\u{3000}ID,LAMP,1", "1 rejected bad-character"),
    .row("D14 zero-width space", "ID\u{200B},LAMP,1", "1 rejected bad-character"),
    .row("D15 composed and not", "ID,CAFE\u{301},1", "1 applied"),
    .row("D15 a Kelvin sign is a K", "ID,\u{212A},1", "1 applied"),
    .row("D15 a bidi override", "ID\u{202E},LAMP,1", "1 rejected bad-character"),
    .row("D15 an emoji's joiner", "ID\u{1F468}\u{200D}\u{1F469},X,1", "1 rejected bad-character"),
    .row("D15 case is kept", "ID,lamp,1", "1 deferred unknown-sku"),
    .row("D16 a sku as a number", "ID,1.23E+05,1", "1 rejected spreadsheet-damage"),
    .row("D16 with a comma", "ID,\"1,23E+05\",1", "1 rejected spreadsheet-damage"),
    .row("D16 a sku as a float", "ID,1001.0,1", "1 rejected spreadsheet-damage"),
    .row("D16 an error of a formula", "ID,#REF!,1", "1 rejected spreadsheet-damage"),
    .row("D16 a sku that is none", "ID,NULL,1", "1 rejected empty"),
    .row("D16 what only resembles one", "ID,1.23E+05x,1", "1 deferred unknown-sku"),
    .row("D16 a guarded formula", "ID,'=LAMP,1", "1 deferred unknown-sku"),
    Example("F1 pandas' index", ",orderid,sku,qty\n0,ID,LAMP,1\n", "1 applied"),
    .row("surplus cells that are empty", "ID,LAMP,1,, \t,\"\"", "1 applied"),
    Example("a dropped last cell", "orderid,sku,qty,note\nID,LAMP,1\n", "1 applied"),
    Example(
      "a cut last row",
      "orderid,sku,qty,note\nID,LAMP,1",
      "1 rejected too-few-cells"
    ),
    Example("names as people write them", "Order Id;S.K.U.;Qty.\nID;LAMP;1\n", "1 applied"),
    Example("the exact name wins", "order_id,orderid,sku,qty\n1,ID,LAMP,1\n", "1 applied"),
    Example("two that serve", "order id,order_id,sku,qty\n1,ID,LAMP,1\n", "orderid twice"),
    Example("a wrapped file", "\"orderid,sku,qty\"\n\"ID,LAMP,1\"\n", "wrapped in quotes"),
    Example("a backslash", "orderid,sku,qty\nID,\"5\\\" PIPE\",1\n", "written \\\""),
    Example("a web page", "<!DOCTYPE html>\n<html lang=\"en\">ID\n", "a web page"),
    Example("an error message", "{\"error\":\"ID\"}\n", "this is JSON"),
    Example("XML", "<?xml version=\"1.0\"?>\n<Error>ID</Error>\n", "this is XML"),
    Example("gzip", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0], "archive (gzip)"),
    Example("a workbook", Array("PK\u{3}\u{4}[Content_Types].xml".utf8), "a spreadsheet"),
    Example(
      "a header of GBK",
      [0xB6, 0xA9, 0xB5, 0xA5, 0xBA, 0xC5, 0x2C] + "sku,qty\nID,LAMP,1\n".utf8,
      "GBK"
    ),
    .row("D16 zeros cut off", "ID,123,1", "1 deferred unknown-sku"),
  ]

  @Test func `each kind of content has the documented outcome`() throws {
    try Root.lend { root in
      let skus = ["LAMP", "CAFÉ", "K", "00123"].enumerated().map { "B\($0),\($1),1000000\n" }
      try root.drop("ref,sku,qty\n" + skus.joined(), as: "batches.csv")
      #expect(try root.night(1).code == 0)
      for (number, example) in Self.examples.enumerated() {
        let id = Array("O-\(number)".utf8)
        let parts =
          String(decoding: example.file, as: UTF8.self).contains("ID")
          ? example.file.replacing(Array("ID".utf8), with: id) : example.file
        try root.drop(parts, as: "orders-\(1000 + number).csv")
      }

      #expect(try root.night(2).code == 1)

      let faults = Dictionary(grouping: try root.table("reports/latest/rejects.csv")) {
        $0["file"] ?? ""
      }
      let files = try root.summary(of: "latest").files
      try #require(files.count == Self.examples.count)
      for (file, example) in zip(files, Self.examples) {
        let counts = [
          (file.applied, "applied"), (file.unchanged, "unchanged"), (file.deferred, "deferred"),
          (file.rejected, "rejected"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        let codes = (faults[file.file] ?? []).compactMap { $0["code"] }
        let outcome = (counts + codes).joined(separator: " ")
        if file.state == "failed" {
          #expect(file.reason.contains(example.outcome), "\(example.what)")
          #expect(!example.outcome.isEmpty, "\(example.what): \(file.reason)")
        } else {
          #expect(outcome == example.outcome, "\(example.what)")
        }
      }
      let stored = Set(try root.table("reports/latest/allocations.csv").compactMap { $0["sku"] })
      #expect(stored == ["LAMP", "CAFÉ", "K"])
    }
  }

  @Test func `blank rows are skipped, and counted in all outputs`() throws {
    try Root.lend { root in
      try root.drop("ref,sku,qty\n\n  \n,,\nB1,LAMP,1\n\"\",,,,\n\t\n", as: "batches.csv")
      let ended = try root.night(1)
      #expect(ended.code == 0, "\(ended)")
      #expect(ended.output.contains("(5 blank rows skipped)"), "\(ended)")
      let file = try #require(try root.summary(of: "latest").files.first)
      #expect([file.blankRows, file.rows, file.applied] == [5, 1, 1])
    }
  }

  /// Dates, in a file of the kind etas.
  @Test func `a date is a day that exists, written in one way`() throws {
    try Root.lend { root in
      let good = [
        "", " ", "\"2026-12-01\"", " 2024-02-29 ", "1900-01-01", "9999-12-31",
        "2026-01-01T00:00:00", "2026-01-02 00:00", "2026-01-03T00:00:00.000Z",
        "2026-01-04 00:00:00",
      ]
      let bad = [
        "0000-01-01", "1899-12-31", "03/04/2026", "2026-2-3", "26-02-03", "2026-02-30",
        "2023-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026-01-01T00:00:01",
        "2026-01-01T", "NULL",
        "２０２６-01-01", "2026-01-01x", "20260101", "-2026-01-01", "2026−01−01", "never",
      ]
      let rows = (good + bad).enumerated().map { "B\($0),LAMP,1,\($1)\n" }
      try root.drop("ref,sku,qty,eta\n" + rows.joined(), as: "batches.csv")

      #expect(try root.night(1).code == 1)

      #expect(
        try root.table("reports/latest/stock.csv").compactMap { $0["eta"] }.sorted()
          == [
            "", "", "1900-01-01", "2024-02-29", "2026-01-01", "2026-01-02", "2026-01-03",
            "2026-01-04", "2026-12-01", "9999-12-31",
          ]
      )
      let faults = try root.table("reports/latest/rejects.csv")
      #expect(
        faults.map { "\($0["line"] ?? "") \($0["code"] ?? "")" }
          == bad.indices.map { "\($0 + good.count + 2) not-a-date" }
      )
    }
  }
}
