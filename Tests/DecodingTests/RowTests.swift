import Domain
import Pipeline
import ServiceLayer
import TestSupport
import Testing

/// Which rows are accepted, and the messages about the others.
struct RowTests {
  // MARK: - Width

  @Test(arguments: ["B-1,LAMP,5", "B-1,LAMP,5,", "B-1,LAMP,5,,", "B-1,LAMP,5,,,, ,\"\""])
  func `empty or unused cells may be missing or surplus`(row: String) throws {
    let text = "ref,sku,qty,eta\n\(row)\n"
    #expect(try decoded(text, .batches) == [.command(.batch("B-1", "LAMP", 5))])
  }

  @Test func `cells of ignored columns may be missing`() throws {
    let text = "note,orderid,sku,qty,remark,\n,O-1,LAMP,1\nx,O-2,LAMP,1,y\n"
    #expect(
      try decoded(text, .orders)
        == [.command(.order("O-1", "LAMP", 1)), .command(.order("O-2", "LAMP", 1))]
    )
  }

  @Test func `a missing eta in an etas file is not an arrival`() throws {
    #expect(try faults("B-1", under: "ref,eta", .etas) == ["too-few-cells"])
    #expect(try decoded("ref,eta\nB-1,\n", .etas) == [.command(.eta("B-1", nil))])
  }

  @Test func `nothing may be missing in a last line without a line end`() throws {
    let rows = try decoded("ref,sku,qty,eta\nB-1,LAMP,5\nB-2,LAMP,5", .batches)
    #expect(rows.first == .command(.batch("B-1", "LAMP", 5)))
    #expect(
      reasons(rows) == ["3 cells, the header has 4, and the line has no end: was it cut short?"]
    )
  }

  @Test func `a row with too few cells is quoted`() throws {
    let rows = try decoded("orderid,sku,qty\n-- 4 rows selected --\n", .orders)
    #expect(
      reasons(rows)
        == ["1 cell ('-- 4 rows selected --'), the header has 3: fill in what is missing"]
    )
  }

  // MARK: - Values

  @Test(arguments: ["10", "10.0", "10.00", "0010", " 10 ", "'10", "1000000000"])
  func `a whole number may have leading zeros`(text: String) throws {
    let found = try faults("B-1,\(text)", under: "ref,qty", .quantities)
    #expect(found == (text == "'10" ? ["qty: not-a-number"] : []))
  }

  @Test(arguments: [
    ("10.5", "not-a-number"), ("10.000", "not-a-number"), ("10.", "not-a-number"),
    (".0", "not-a-number"), ("+10", "not-a-number"), ("--1", "not-a-number"), ("-", "not-a-number"),
    ("-4", "out-of-range"), ("'-4", "out-of-range"), ("-4.0", "out-of-range"),
    ("1000000001", "out-of-range"), ("1000000001.0", "out-of-range"), ("", "empty"),
    ("\"1\n\"", "line-break"),
  ])
  func `an invalid number is distinguished from one that is too small or large`(
    text: String,
    code: String
  ) throws {
    #expect(try faults("B-1,\(text)", under: "ref,qty", .quantities) == ["qty: \(code)"])
  }

  @Test(arguments: ["2.6E+12", "\"2,61E+12\"", "2E+12", "2.61127e+12", "1001.0", "1001.00", "0.0"])
  func `an id that a spreadsheet turned into a number is refused`(id: String) throws {
    #expect(
      try faults("\(id),\(id),1", under: "orderid,sku,qty", .orders)
        == ["orderid: spreadsheet-damage", "sku: spreadsheet-damage"]
    )
    #expect(try faults("\(id),1", under: "ref,qty", .quantities) == ["ref: spreadsheet-damage"])
  }

  @Test(arguments: [
    "1001", "1001.5", "\"1001,0\"", "26E+12", "2.6E12", "2.6E+", "2.E+12", "E+12", "1.2.0", "A1.0",
    "2.6E+12-B", "1E-05",
  ])
  func `an id that only resembles a number is accepted`(id: String) throws {
    #expect(try faults("\(id),LAMP,1", under: "orderid,sku,qty", .orders) == [])
  }

  @Test(arguments: [
    "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#N/A", "#BEZUG!", "#NV", "Err:502", "####",
  ])
  func `an error value of a spreadsheet is not an id`(id: String) throws {
    #expect(
      try faults("\(id),\(id),1", under: "orderid,sku,qty", .orders)
        == ["orderid: spreadsheet-damage", "sku: spreadsheet-damage"]
    )
    #expect(
      try faults("\(id),L,1,", under: "ref,sku,qty,eta", .batches) == ["ref: spreadsheet-damage"]
    )
  }

  @Test(arguments: [
    "NULL", "null", "Null", "(null)", "(NULL)", "[NULL]", "<null>", "NaN", "nan", "<NA>", "N/A",
    "n/a", "\\N",
  ])
  func `a placeholder for a missing value is not an id`(id: String) throws {
    #expect(
      try faults("\(id),\(id),1", under: "orderid,sku,qty", .orders)
        == ["orderid: empty", "sku: empty"]
    )
    #expect(
      reasons(try decoded("orderid,sku,qty\n\(id),L,1\n", .orders))
        == ["orderid '\(id)' is a placeholder: write the real value"]
    )
  }

  @Test(arguments: ["NULL", "(null)", "n/a", "NaN", "#N/A", "#REF!"])
  func `a row that only looks names up may use such an id of an old line`(
    id: String
  ) throws {
    let name = OrderID(rawValue: id)
    #expect(try decoded("orderid\n\(id)\n", .cancellations) == [.command(.cancel(name))])
    #expect(
      try decoded("orderid,sku\n\(id),\(id)\n", .cancellations)
        == [.command(.cancel(name, Sku(rawValue: id)))]
    )
    #expect(
      try decoded("orderid,sku,qty\n\(id),\(id),2\n", .amendments)
        == [.command(.amend(name, Sku(rawValue: id), 2))]
    )
    #expect(try faults("\(id),2", under: "ref,qty", .quantities) == [])
    #expect(try faults("\(id),", under: "ref,eta", .etas) == [])
    #expect(try faults(",2", under: "ref,qty", .quantities) == ["ref: empty"])
  }

  @Test(arguments: [
    "NA", "None", "NONE", "NIL", "NAN", "-", "--", "?", "#1", "#", "##", "#LAMP", "#1!", "#lamp!",
    "NULL-1", "NULLIFIER", "(NULL", "()", "N", "n", "E", "Err:", "Err:5x", "<", "E-100", "N/A-1",
  ])
  func `a possible id is accepted as an id`(id: String) throws {
    #expect(try faults("\(id),\(id),1", under: "orderid,sku,qty", .orders) == [])
  }

  @Test func `a guarding apostrophe is not part of a name`() throws {
    let text = "orderid,sku,qty\n'+49-77,'@HOME,1\n''=A,'TIS,1\n"
    #expect(
      try decoded(text, .orders)
        == [.command(.order("+49-77", "@HOME", 1)), .command(.order("'=A", "'TIS", 1))]
    )
  }

  // MARK: - What to do

  @Test(arguments: [
    ("O-1,LAMP,-4", "goods that come back are new stock"),
    ("O-1,LAMP,0", "to cancel a line, put it into a cancellations file"),
    ("Total,,12", "a row of totals: delete it"),
    ("O-1,LAMP,NULL", "is a placeholder"), ("Grand total:", "a row of totals: delete it"),
  ])
  func `a reason says what to do`(row: String, advice: String) throws {
    let found = reasons(try decoded("orderid,sku,qty\n\(row)\n", .orders))
    #expect(found.last?.contains(advice) == true, "\(found)")
  }

  @Test(arguments: [
    ("1.234,0", "numbers = \"1.234,56\""),
    ("1 000,00", "numbers = \"1 234,56\""),
    ("1 000", "numbers = \"1 234,56\""), ("1'000.00", "numbers = \"1'234.56\""),
  ])
  func `the reason for a number in another form names a possible rule`(
    text: String,
    setting: String
  ) throws {
    let row = text.contains(",") && !text.hasPrefix("\"") ? "\"\(text)\"" : text
    let found = reasons(try decoded("ref,qty\nB-1,\(row)\n", .quantities))
    #expect(
      found.first?.hasSuffix(
        "such as 1000, or write \(setting) in a rule for its sender in allot.toml"
      )
        == true,
      "\(found)"
    )
  }

  @Test func `the reason for an ambiguous number names both forms`() throws {
    #expect(
      try reasons(decoded("ref,qty\nB-1,\"1,000\"\n", .quantities)) == [
        "qty '1,000' is not a whole number: write it in digits only, such as 1000, or write in a rule "
          + "for its sender in allot.toml numbers = \"1.234,56\" if 1 is meant, or \"1,234.56\" if 1000 "
          + "is meant"
      ]
    )
  }

  @Test(arguments: ["12.5", "\"12,5\"", "1.5.2", "ten", "\"1.23,0\""])
  func `the reason for a number in no form names no forms`(text: String) throws {
    let found = reasons(try decoded("ref,qty\nB-1,\(text)\n", .quantities))
    #expect(found.first?.hasSuffix("write it in digits only, such as 1000") == true, "\(found)")
  }

  @Test(arguments: [
    ("05.12.2026", "\"DD.MM.YYYY\""), ("24/12/26", "\"DD/MM/YY\""),
    ("12/24/2026", "\"MM/DD/YYYY\""),
    ("5/6/2026", "\"DD/MM/YYYY\" or \"MM/DD/YYYY\""), ("2026/12/05", "\"YYYY/MM/DD\""),
  ])
  func `the reason for a date in another form names a possible rule`(
    text: String,
    form: String
  ) throws {
    #expect(
      try reasons(decoded("ref,eta\nB-1,\(text)\n", .etas)) == [
        "eta '\(text)' is not a date: write it as YYYY-MM-DD, a day that exists, from 1900 on, or write "
          + "dates = \(form) in a rule for its sender in allot.toml"
      ]
    )
  }

  @Test func `a day that a spreadsheet has turned into a number is recognised`() throws {
    #expect(
      try reasons(decoded("ref,eta\nB-1,46361\n", .etas)) == [
        "eta '46361' is not a date, but may be 2026-12-05 as a spreadsheet counts days: format the "
          + "column as YYYY-MM-DD, and export it again"
      ]
    )
  }

  @Test(arguments: ["31.02.2026", "2026-02-30", "soon", "1.2", "99/99/2026"])
  func `the reason for a date in no form names no forms`(text: String) throws {
    let isForm = text == "31.02.2026"
    let found = reasons(try decoded("ref,eta\nB-1,\(text)\n", .etas))
    #expect(found.first?.hasSuffix("from 1900 on") == !isForm, "\(found)")
  }

  @Test(arguments: ["NULL", "null", "N/A", "NaT", "-"])
  func `the reason for a placeholder eta says to leave it empty`(text: String) throws {
    let rows = try decoded("ref,eta\nB-1,\(text)\n", .etas)
    #expect(reasons(rows) == ["eta '\(text)' is a placeholder: leave it empty"])
  }

  private func reasons(_ rows: [DecodedRow]) -> [String] {
    rows.flatMap { row in
      guard case .faults(let faults) = row else { return [String]() }
      return faults.map(\.reason)
    }
  }
}
