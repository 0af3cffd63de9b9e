import SystemTestSupport
import Testing

/// A supplier with files in another form can be added with only `allot.toml`.
struct NewSupplierTests {
  @Test func `check shows at each step what the configuration still lacks`() throws {
    try Root.lend { root in
      try root.makeFolder("inbox/acme")
      let text = """
        Bestellnr;St\u{FC}ck;Artikel;Menge;Liefertermin
        L-1;3;St\u{FC}hle;1.234,0;05.12.2026
        Summe;;;1.234,0;

        """
      try root.drop(
        text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) },
        as: "acme/lieferung.csv"
      )
      let unknown = try root.allot("check")
      #expect(unknown.code == 0)
      #expect(unknown.output.contains("a folder that allot.toml names under [[sender]]"))
      var configuration = "version = 1\n[[sender]]\nname = \"acme\"\n"
      func check(_ more: String, expecting code: Int32, _ words: String...) throws {
        configuration += more
        try root.configure(configuration)
        let ended = try root.allot("check")
        #expect(ended.code == code, "\(ended)")
        for words in words { #expect(ended.output.contains(words), "\(ended)") }
      }
      try check("", expecting: 1, "or write a rule for files of acme in allot.toml")
      try check(
        "[[sender.file]]\nmatch = \"lieferung*.csv\"\nkind = \"batches\"\n",
        expecting: 1,
        "no column is called ref or sku or qty: say in the rule of allot.toml which they are, such as "
          + "columns = { ref = \"Bestellnr\", sku = \"Artikel\", qty = \"Menge\" }",
        "the header has 'Bestellnr', 'St\\xFCck', 'Artikel', 'Menge', 'Liefertermin'",
        "it is not UTF-8 (it looks like Windows-1252, which Excel calls CSV): write encoding = "
          + "\"windows-1252\" in the rule"
      )
      try check(
        "columns = { ref = \"Bestellnr\", sku = \"Artikel\", qty = \"Menge\", eta = \"Liefertermin\" }\n",
        expecting: 1,
        "write encoding = \"windows-1252\" in its rule",
        "Menge '1.234,0' is not a whole number: write it in digits only, such as 1000, or write "
          + "numbers = \"1.234,56\" in its rule",
        "Liefertermin '05.12.2026' is not a date",
        "or write dates = \"DD.MM.YYYY\" in its rule"
      )
      try check(
        "encoding = \"windows-1252\"\nnumbers = \"1.234,56\"\ndates = \"DD.MM.YYYY\"\n",
        expecting: 1,
        "the row looks like a row of totals: delete it, or write skip-rows = { \"Bestellnr\" = "
          + "[\"Summe\"] } in its rule",
        "columns ignored: Stück: where they do not matter, write ignore = [\"Stück\"] in its rule"
      )
      try check(
        "skip-rows = { \"Bestellnr\" = [\"Summe\"] }\nignore = [\"Stück\"]\n",
        expecting: 0,
        "batches by the rule 'lieferung*.csv' of line 4, 1 row, no fault"
      )
      #expect(try root.night(1).code == 0)
      #expect(
        try root.text("reports/latest/stock.csv").hasSuffix("L-1,Stühle,2026-12-05,1234,0,1234\n")
      )
      let traced = try root.allot("trace", "lieferung.csv")
      #expect(traced.code == 66)
      #expect(traced.errors.contains("came: did you mean 'acme/lieferung.csv'?"), "\(traced)")
    }
  }
}
