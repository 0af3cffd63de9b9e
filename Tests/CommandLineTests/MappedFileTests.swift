import Foundation
import SystemTestSupport
import Testing

/// Files in other forms, read as the configuration says.
struct MappedFileTests {
  private static let configuration = """
    version = 1
    [[sender]]
    name = "acme"
    [[sender.file]]
    match = "bestellungen*.csv"
    kind = "orders"
    columns = { orderid = ["Auftrag", "Position"], sku = "Artikel", qty = "Menge" }
    ignore = ["Kunde"]
    skip-rows = { Status = ["storniert"], Auftrag = ["Summe"] }
    delimiter = ";"
    encoding = "windows-1252"
    skip-lines = 1
    numbers = "1.234,56"
    [[sender.file]]
    match = "lieferungen*.csv"
    kind = "batches"
    columns = { ref = "Bestellnr", sku = "Artikel", qty = "Menge", eta = "Liefertermin" }
    encoding = "windows-1252"
    numbers = "1.234,56"
    dates = "DD.MM.YYYY"
    """

  private func lend(_ body: (Root) throws -> Void) throws {
    try Root.lend { root in
      try root.configure(Self.configuration)
      try root.makeFolder("inbox/acme")
      try root.drop(
        latin("Bestellnr;Artikel;Menge;Liefertermin\nL-1;Stühle;1.234,0;05.12.2026\n"),
        as: "acme/lieferungen.csv"
      )
      try body(root)
    }
  }

  /// The text in Windows-1252.
  private func latin(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { $0 == "€" ? 0x80 : UInt8(truncatingIfNeeded: $0.value) }
  }

  private static let head =
    "Bestellungen für Köln;;;;;\nAuftrag;Position;Artikel;Menge;Status;Kunde\n"

  @Test func `a supplier's German files are read like our own`() throws {
    try lend { root in
      try root.drop(
        latin(
          Self.head + "A1;1;Stühle;1.000,0;offen;Müller\nA1;2;Stühle;34;storniert;Müller\n"
            + "A2;1;Stühle;34,00;offen;€\nSumme;;;1.034;;\n"
        ),
        as: "acme/bestellungen-1.csv"
      )
      let ended = try root.night(1)
      #expect(ended.code == 0, "\(ended)")
      #expect(
        try root.text("reports/latest/allocations.csv")
          == "orderid,sku,qty,batchref\nA1-1,Stühle,1000,L-1\nA2-1,Stühle,34,L-1\n"
      )
      #expect(
        try root.text("reports/latest/stock.csv").hasSuffix("L-1,Stühle,2026-12-05,1234,1034,200\n")
      )
      #expect(try root.text("reports/latest/summary.json").contains("\"unwanted_rows\" : 2"))
      #expect(try root.text("reports/latest/summary.json").contains("\"warnings\" : [\n\n") == true)
    }
  }

  @Test func `rejected rows are returned unchanged and read the same way again`() throws {
    try lend { root in
      try root.drop(
        latin(
          Self.head + "A1;1;Stühle;2,5;offen;Müller\nA2;;Stühle;1;offen;\nA3;1;Stühle;3;offen;\n"
        ),
        as: "acme/bestellungen-1.csv"
      )
      #expect(try root.night(1).code == 1)
      #expect(
        try root.text("reports/latest/rejects.csv").split(separator: "\n").dropFirst() == [
          """
          acme/bestellungen-1.csv,3,rejected,not-a-number,qty,"2,5","Menge '2,5' is not a whole \
          number: write it in digits only, such as 1000, or as 1.000 or 1.000,00; a fraction other than \
          zeros is refused"
          """,
          "acme/bestellungen-1.csv,4,rejected,empty,orderid,,Auftrag-Position is empty",
        ]
      )
      let name = "bestellungen-1.\(Root.run(1)).csv"
      let rejects = Array(try Data(contentsOf: root.folder.appending(path: "rejects/acme/\(name)")))
      #expect(
        rejects.starts(
          with: latin(
            "Auftrag;Position;Artikel;Menge;Status;Kunde;allot_line;allot_codes;allot_reason\n"
              + "A1;1;Stühle;2,5;offen;Müller;3;not-a-number;"
          )
        )
      )
      let corrected = rejects.split(separator: UInt8(ascii: "\n")).map { line in
        Array(line).starts(with: latin("A1;1;Stühle;2,5"))
          ? latin("A1;1;Stühle;2;offen;") + [59, 59, 59] : Array(line)
      }
      try root.drop(corrected.joined(separator: [10]) + [10], as: "acme/\(name)")
      #expect(try root.night(2).code == 1)
      #expect(try root.text("reports/latest/allocations.csv").contains("A1-1,Stühle,2,L-1\n"))
    }
  }

  @Test func `a deferred row is retried as it was first read, even if the rules changed`()
    throws
  {
    try lend { root in
      try root.drop(latin(Self.head + "A1;1;Bänke;1.000;offen;\n"), as: "acme/bestellungen-1.csv")
      #expect(try root.night(1).code == 0)
      try root.configure("version = 1\n")
      try root.drop("ref,sku,qty,eta\nB1,Bänke,2000,\n", as: "batches.csv")
      #expect(try root.night(2).code == 0)
      #expect(try root.text("reports/latest/allocations.csv").contains("A1-1,Bänke,1000,B1\n"))
    }
  }

  @Test func `a file in an encoding other than its rule says fails with that reason`() throws {
    try lend { root in
      try root.drop(Self.head + "A1;1;Stühle;1;offen;\n", as: "acme/bestellungen-1.csv")
      #expect(try root.night(1).code == 1)
      #expect(
        try root.text("failed/acme/bestellungen-1.csv.reason.txt").contains(
          "it is UTF-8, and allot.toml says encoding = \"windows-1252\""
        )
      )
      try root.drop(
        "\u{FEFF}" + Self.head + "A1;1;Stühle;1;offen;\n",
        as: "acme/bestellungen-2.csv"
      )
      #expect(try root.night(2).code == 0, "a byte-order mark says what the file is")
    }
  }

  @Test func `a missing column is named as the file should name it`() throws {
    try lend { root in
      try root.drop("x\nAuftrag;Ware;Menge\nA1;Stühle;1\n", as: "acme/bestellungen-1.csv")
      #expect(try root.night(1).code == 1)
      #expect(
        try root.text("failed/acme/bestellungen-1.csv.reason.txt").contains(
          "the header lacks the column 'Position', which allot.toml takes for orderid, and 'Artikel', "
            + "which it takes for sku; it has 'Auftrag', 'Ware', 'Menge'"
        )
      )
    }
  }

  @Test func `a file with too many faults fails as a whole if a rule says so`() throws {
    try lend { root in
      try root.configure(Self.configuration + "\nstop-above = \"50 %\"\n")
      try root.drop(
        "Bestellnr;Artikel;Menge;Liefertermin\nL-2;X;1;\nL-3;X;y;\nL-4;X;z;\n",
        as: "acme/lieferungen-2.csv"
      )
      #expect(try root.night(1).code == 1)
      #expect(
        try root.text("failed/acme/lieferungen-2.csv.reason.txt").contains(
          "2 of 3 rows have faults, more than the 50 % that allot.toml allows, the first in line 3: "
        )
      )
      #expect(try !root.text("reports/latest/stock.csv").contains("L-2"))
    }
  }

  @Test func `check shows which rule takes a file and which files each rule took`() throws {
    try lend { root in
      try root.drop(latin(Self.head + "A1;1;Stühle;x;offen;\n"), as: "acme/bestellungen-1.csv")
      let file = root.path + "/inbox/acme/bestellungen-1.csv"
      let checked = try root.allot("check", file)
      #expect(checked.code == 1)
      #expect(
        checked.output.hasPrefix(
          """
          acme/bestellungen-1.csv: orders by the rule 'bestellungen*.csv' of line 4, 1 row, 1 would \
          be rejected
            acme/bestellungen-1.csv:3: rejected (not-a-number): Menge 'x' is not a whole number
          """
        ),
        "\(checked)"
      )
      #expect(try root.night(1).code == 1)
      #expect(
        try root.allot("check").output == """
          line 4, acme/bestellungen*.csv, orders: acme/bestellungen-1.csv
          line 14, acme/lieferungen*.csv, batches: acme/lieferungen.csv
          there is no file in the inbox

          """
      )
      try root.configure(
        Self.configuration.replacingOccurrences(of: "lieferungen*", with: "lieferscheine*")
      )
      #expect(
        try root.allot("doctor").output.contains(
          "note   configuration: line 14, acme/lieferscheine*.csv, batches: no file in the last 30 nights"
        )
      )
    }
  }
}
