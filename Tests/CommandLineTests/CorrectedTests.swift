import Foundation
import SystemTestSupport
import Testing

/// Problems that users had and that are fixed.
struct CorrectedTests {
  @Test func `a named file that is not a regular file is refused, and later runs work`() throws {
    try Root.lendWithOneNight { root in
      let link = root.folder.appending(path: "orders-l.csv")
      try FileManager.default.createSymbolicLink(
        atPath: link.path,
        withDestinationPath: "/etc/passwd"
      )
      let refused = try root.allot("import", link.path)
      #expect(refused.code == 64)
      #expect(refused.errors.contains("symbolic link"))
      let folder = try root.allot("import", root.folder.path)
      #expect(folder.code == 64)
      #expect(try root.night(2).code == 0)
    }
  }

  @Test func `rejects lists the rows of the last import after any number of reports`()
    throws
  {
    try Root.lend { root in
      try root.drop("ref,sku,qty,eta\nB1,LAMP,ten,\n", as: "batches.csv")
      #expect(try root.night(1).code == 1)
      #expect(try root.allot("report").code == 0)
      #expect(try root.allot("report").code == 0)
      #expect(try root.allot("rejects").output.contains("batches.csv:2: rejected (not-a-number)"))
    }
  }

  @Test func `rejects are sorted by the bytes of names, UTF-8 or not`() throws {
    try Root.lend { root in
      try root.drop(
        "orderid,sku,qty\nO-1,LAMP,x\n",
        asBytes: Array("orders-".utf8) + [0xE9] + Array(".csv".utf8)
      )
      try root.drop("ref,qty\nB1,x\n", as: "quantities.csv")
      #expect(try root.night(1).code == 1)
      let lines = try root.text("reports/latest/rejects.csv").split(separator: "\n").dropFirst()
      #expect(lines.map { $0.prefix(10) } == [#"orders-\xE"#, "quantities"])
    }
  }

  @Test func `a backup that fails leaves nothing behind`() throws {
    try Root.lendWithOneNight { root in
      let failed = try root.allot("backup", "/proc/allot-backup.sqlite")
      #expect(failed.code == 74)
      #expect(failed.errors.contains("/proc/"))
      let whole = root.folder.appending(path: "copy.sqlite").path
      #expect(try root.allot("backup", whole).code == 0)
      #expect(
        try root.names(".").filter { $0.hasPrefix("copy") || $0.hasPrefix(".allot") } == [
          "copy.sqlite"
        ]
      )
    }
  }

  @Test func `a sku that a spreadsheet has changed is reported`() throws {
    try Root.lend { root in
      try root.drop("ref,sku,qty,eta\nB1,00123,10,\n", as: "batches.csv")
      try root.drop(
        "orderid,sku,qty\nO-1,123,1\nO-2,1.23E5,1\nO-3,1-Mar,1\nO-4,SOFA,1\n",
        as: "orders.csv"
      )
      #expect(try root.night(1).code == 0)
      let reasons = try root.text("reports/latest/rejects.csv").split(separator: "\n").dropFirst()
        .map { $0.split(separator: ": ", maxSplits: 1).last.map(String.init) }
      let rewritten =
        "no batch of it is known yet; it looks as if a spreadsheet had rewritten it: "
        + "export the column as text"
      #expect(
        reasons == [
          "no batch of it is known yet; 00123 is known: a spreadsheet may have cut its zeros off",
          rewritten, rewritten, "no batch of it is known yet",
        ]
      )
    }
  }
}
