import Foundation
import Pipeline
import ServiceLayer
import Testing

@testable import Configuration

/// The rules by which files of a sender are read.
struct FileRuleTests {
  private static let example = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../fixtures/allot.toml").standardized

  @Test func `the annotated example has every key and is valid`() throws {
    let text = try String(contentsOf: Self.example, encoding: .utf8)
    let rules = try #require(try Configuration(text, from: "allot.toml").senders.first).rules
    #expect(rules.map(\.kind) == [.orders, .batches])
    var wanted = FileReading()
    wanted.columns = ["orderid": ["Auftrag", "Position"], "sku": ["Artikel"], "qty": ["Menge"]]
    wanted.ignoredColumns = ["Kunde"]
    wanted.unwantedRows = ["Status": ["storniert"], "Auftrag": ["Summe"]]
    wanted.foldsUnwantedRows = true
    wanted.delimiter = UInt8(ascii: ";")
    wanted.encoding = .windows1252
    wanted.linesBeforeHeader = 1
    wanted.numbers = .pointAndComma
    wanted.dates = DateForm(rawValue: "DD.MM.YYYY")
    wanted.mostFaultyPercent = 30
    wanted.amends = true
    wanted.ignoresCalledOff = true
    #expect(rules.first?.reading == wanted)
    let others = [
      "version", "timezone", "metrics", "keep", "defer-days", "forget-days", "settle", "delimiter",
      "bom",
      "raw-cells", "name",
    ]
    for key in FileRule.keys + Expectation.keys + NoticeLimits.keys + others {
      #expect(text.contains("\n\(key) = "), "\(key) is not shown")
    }
    for key in Expectation.rowKeys { #expect(text.contains(" \(key) = "), "\(key) is not shown") }
  }

  @Test(arguments: [
    ("kind = \"orders\"", "allot.toml:4: a rule needs the names of its files"),
    ("match = \"x*.csv\"", "allot.toml:5: the names do not say what the files hold: write kind = "),
    ("match = \"x*.txt\"", "allot.toml:5: no file is called 'x*.txt': names end in .csv"),
    (
      "match = \"x*.csv\"\nkind = \"order\"",
      "allot.toml:6: kind cannot be 'order': did you mean \"orders\"?"
    ),
    ("macth = \"x*.csv\"", "allot.toml:5: [[file]] has no key 'macth': did you mean 'match'?"),
    (
      "match = \"orders*.csv\"\ncolumns = { quantity = \"Menge\", orderid = \"A\" }",
      "allot.toml:6: [columns] has no key 'quantity'"
    ),
    (
      "match = \"orders*.csv\"\ncolumns = { qty = [\"a\", \"b\"] }",
      "allot.toml:6: qty is one column: only ids are joined"
    ),
    ("match = \"orders*.csv\"\nnumbers = \"1.234\"", "allot.toml:6: numbers cannot be '1.234': "),
    ("match = \"orders*.csv\"\ndates = \"DD.MM\"", "allot.toml:6: 'DD.MM' is not a date format"),
    (
      "match = \"orders*.csv\"\nencoding = \"cp1252\"",
      "allot.toml:6: encoding cannot be 'cp1252': "
    ),
    ("match = \"orders*.csv\"\nstop-above = 30", "allot.toml:6: stop-above is a whole number"),
    ("match = \"orders*.csv\"\nstop-above = \"many\"", "allot.toml:6: 'many' is not a percentage"),
    (
      "match = \"etas*.csv\"\nknown = \"amend\"",
      "allot.toml:6: known = \"amend\" is only for orders and"
    ),
    ("match = \"orders*.csv\"\nskip-rows = [\"x\"]", "allot.toml:6: skip-rows is a list"),
    (
      "match = \"orders*.csv\"\n[[sender.file]]\nmatch = \"*1.csv\"\nkind = \"etas\"",
      "allot.toml:7: some files would match both '*1.csv' and 'orders*.csv' of line 4"
    ),
  ])
  func `a fault of a rule is reported with its line and what to do`(rule: String, fault: String) {
    let text = "version = 1\n[[sender]]\nname = \"acme\"\n[[sender.file]]\n\(rule)\n"
    let error = #expect(throws: ConfigurationFault.self) {
      try Configuration(text, from: "allot.toml")
    }
    #expect(error?.description.hasPrefix(fault) == true, "\(String(describing: error))")
  }

  @Test(arguments: [
    ("*", "a.csv", true), ("a*.csv", "A-1.CSV", true), ("a?.csv", "a1.csv", true),
    ("a?.csv", "a.csv", false), ("*1*2*.csv", "x1y2z.csv", true), ("*1*2.csv", "2-1.csv", false),
    ("äb*.csv", "ÄB.csv", true), ("a*b", "ab", true), ("a**b", "axb", true),
  ])
  func `a pattern matches names`(pattern: String, name: String, isMatch: Bool) {
    #expect(NamePattern(pattern).matches(FileName(name).from("acme")) == isMatch)
  }

  @Test(arguments: [
    ("a*.csv", "b*.csv", false), ("a*.csv", "*b.csv", true), ("a?.csv", "a*.csv", true),
    ("orders-?.csv", "orders-??.csv", false), ("*", "x", true), ("x", "X", true),
    ("*a", "*b", false), ("a*", "*", true), ("**", "", true), ("a", "", false),
  ])
  func `two patterns overlap if one name matches both`(left: String, right: String, meet: Bool) {
    #expect(NamePattern(left).overlaps(NamePattern(right)) == meet)
    #expect(NamePattern(right).overlaps(NamePattern(left)) == meet)
  }

  @Test(
    arguments: [
      (NumberForm.pointAndComma, "1.234,0", "1234"), (.pointAndComma, "1234", "1234"),
      (.pointAndComma, "1.234.567", "1234567"), (.pointAndComma, "12,00", "12"),
      (.pointAndComma, "1.23", nil), (.pointAndComma, "0.500", nil), (.pointAndComma, "12.5", nil),
      (.pointAndComma, "2,5", nil),
      (.pointAndComma, "1.0", nil), (.pointAndComma, "1234.567", nil), (.pointAndComma, ".5", nil),
      (.pointAndComma, "12,", nil), (.pointAndComma, "-4", "-4"), (.pointAndComma, "", nil),
      (.pointAndComma, "1.234x", nil), (.pointAndComma, "1..234", nil), (.pointAndComma, "-", nil),
      (.commaAndPoint, "1,234.00", "1234"), (.commaAndPoint, "1.234", nil),
      (.spaceAndComma, "1 234,0", "1234"), (.spaceAndComma, "1\u{A0}234", "1234"),
      (.apostropheAndPoint, "1'234.0", "1234"), (.comma, "1234,0", "1234"), (.comma, "1.234", nil),
    ] as [(NumberForm, String, String?)]
  )
  func `a number is read only in its form`(form: NumberForm, cell: String, digits: String?) {
    #expect(rewritten(cell) { form.digits(of: $0, into: $1) } == digits)
  }

  @Test(
    arguments: [
      ("DD.MM.YYYY", "05.12.2026", "2026-12-05"), ("DD.MM.YYYY", "5.2.2026", "2026-02-05"),
      ("DD.MM.YYYY", "05.12.26", nil), ("DD.MM.YYYY", "2026-12-05", nil),
      ("DD.MM.YYYY", "05.12.2026 00:00:00", "2026-12-05 00:00:00"),
      ("MM/DD/YY", "12/05/26", "2026-12-05"),
      ("YYYYMMDD", "20261205", "2026-12-05"), ("YYYYMMDD", "2026125", nil), ("DD.MM.YYYY", "", nil),
    ] as [(String, String, String?)]
  )
  func `a date is read only in its form`(form: String, cell: String, date: String?) throws {
    let form = try #require(DateForm(rawValue: form))
    #expect(rewritten(cell) { form.isoDate(of: $0, into: $1) } == date)
  }

  @Test(arguments: ["", "DD.MM", "DD.MM.YYYY.DD", "D.M.YYYY", "DD:MM:YYYY", "DD.MM.YYY"])
  func `an invalid date form is refused`(form: String) {
    #expect(DateForm(rawValue: form) == nil)
  }

  private func rewritten(
    _ cell: String,
    _ rewrite: (UnsafeBufferPointer<UInt8>, UnsafeMutableBufferPointer<UInt8>) -> Int?
  ) -> String? {
    let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 64)
    defer { buffer.deallocate() }
    guard let count = Array(cell.utf8).withUnsafeBufferPointer({ rewrite($0, buffer) }) else {
      return nil
    }
    return String(decoding: buffer[..<count], as: UTF8.self)
  }
}
