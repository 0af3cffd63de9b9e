import Foundation
import SystemTestSupport
import Testing

/// Entries of the inbox that cannot be taken, recognised by their first bytes.
struct StrayFileTests {
  private static let zip: [UInt8] = [0x50, 0x4B, 3, 4, 20, 0, 0, 0, 8, 0]
  private static let strays: [(name: String, bytes: [UInt8], told: String)] = [
    (
      "orders.CSV.txt", Array("orderid,sku,qty\nO-2,LAMP,1\n".utf8),
      "it is text: if it is meant for allot, give it a name that ends in .csv"
    ),
    (
      "orders.csv.gz", [0x1F, 0x8B, 8, 0],
      "this is an archive (gzip), not CSV: unpack it and drop the files that are in it"
    ),
    (
      "orders.csv.zip", zip + Array("orders.csv".utf8),
      "this is an archive (zip), not CSV: unpack it and drop the files that are in it"
    ),
    (
      "orders.dat", [0, 1, 2, 3, 0xFE], "its format is not known: export the rows as CSV UTF-8"
    ),
    (
      "orders.json", Array(#"[{"orderid": "O-1"}]"#.utf8),
      "this is JSON, not CSV: if it is the error message of a failed download, fetch the "
        + "file again; otherwise export the rows as CSV UTF-8"
    ),
    (
      "orders.tsv", [0xFF, 0xFE] + Array("orderid".utf8).flatMap { [$0, 0] },
      "it is text in UTF-16: save it as CSV UTF-8"
    ),
    (
      "orders.xlsx", zip + Array("[Content_Types].xml".utf8),
      "this is a spreadsheet (xlsx or the like), not CSV: open it and save the sheet as CSV UTF-8"
    ),
  ]

  @Test func `strays are reported by type, and need a human from the second night on`()
    throws
  {
    try Root.lend { root in
      try root.drop("ref,sku,qty\nB1,LAMP,10\n", as: "batches.csv")
      for stray in Self.strays { try root.drop(stray.bytes, as: stray.name) }
      let first = try root.night(1)
      #expect(first.code == 0, "\(first)")
      let files = try root.text("reports/latest/files.csv")
      let waiting = try root.allot("rejects").output
      for stray in Self.strays {
        let reason = "its name does not end in .csv; \(stray.told)"
        #expect(
          files.contains("\n\(stray.name),,,,ignored,0,0,0,0,0,")
            && files.contains(reason.replacing("\"", with: "\"\"")),
          "\(files)"
        )
        #expect(waiting.contains("\(stray.name): left in the inbox: \(reason)\n"), "\(waiting)")
      }
      #expect(try root.night(2).code == 1)
      for stray in Self.strays {
        try FileManager.default.removeItem(atPath: root.path + "/inbox/\(stray.name)")
      }
      #expect(try root.night(3).code == 0)
      #expect(try root.allot("rejects").output == "nothing waits\n")
    }
  }

  @Test func `a failed file waits until a file of its name comes again`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku\nO-9,LAMP\n", as: "orders-9.csv")
      #expect(try root.night(2).code == 1)
      #expect(try root.night(3).code == 0)
      let waiting = try root.allot("rejects").output
      #expect(waiting.hasPrefix("orders-9.csv: not imported: the header lacks qty: "), "\(waiting)")
      let json = try root.allot("rejects", "--json").output
      #expect(json.contains(#""file" : "orders-9.csv""#), "\(json)")
      try root.drop("orderid,sku,qty\nO-9,LAMP,1\n", as: "orders-9.csv")
      #expect(try root.night(4).code == 0)
      #expect(try root.allot("rejects").output == "nothing waits\n")
    }
  }
}
