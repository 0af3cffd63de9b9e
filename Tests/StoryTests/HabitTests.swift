import Foundation
import Pipeline
import ServiceLayer
import Testing

/// Habits of people and programs that elsewhere lose or duplicate an order, and must be reported
/// here.
struct HabitTests {
  private static let lamps = ["batches.csv": "ref,sku,qty,eta\nB-1,LAMP,50,\n"]

  private func allocations(_ installation: Installation) throws -> [String] {
    csvRows(try installation.report("allocations")).dropFirst().map { $0.joined(separator: " ") }
  }

  /// The state and the reason of each file that is not simply imported.
  private func troubled(_ installation: Installation) throws -> [String: String] {
    let rows = csvRows(try installation.report("files")).dropFirst()
    return Dictionary(
      rows.filter { $0[4] != "imported" }.map { ($0[0], "\($0[4]): \($0[10])") },
      uniquingKeysWith: { first, _ in first }
    )
  }

  @Test(arguments: ["eta_date", "Expected arrival", "Liefertermin (due)", "delivery"])
  func `a batches file whose eta has another name fails, and both remedies are named`(
    name: String
  ) throws {
    try Installation.lend { installation in
      let summary = try installation.night(
        1,
        [
          "batches-ship.csv": "ref,sku,qty,\(name)\nB-SHIP,LAMP,10,2027-03-01\n",
          "batches.csv": "ref,sku,qty,eta\nB-NEAR,LAMP,10,2026-11-30\n",
          "orders.csv": "orderid,sku,qty\nO-1,LAMP,5\n",
        ]
      )
      #expect(try allocations(installation) == ["O-1 LAMP 5 B-NEAR"])
      let reason = try #require(try troubled(installation)["batches-ship.csv"])
      #expect(reason.hasPrefix("failed: the header has no eta, but '\(name)'"), "\(reason)")
      #expect(
        reason.contains("rename that column to eta") && reason.contains("under ignore in a rule")
      )
      #expect(summary.needsHuman.count == 1)
    }
  }

  @Test func `empty last cells that a spreadsheet drops reject nothing`() throws {
    try Installation.lend { installation in
      let rows = (1...40).map { number in
        // Excel writes the last delimiter only in the first sixteen rows.
        "B-\(number),SKU-\(number),5" + (number <= 16 ? "," : number == 30 ? ",2026-12-01" : "")
      }
      let file = (["ref,sku,qty,eta"] + rows + [""]).joined(separator: "\r\n")
      let summary = try installation.night(1, ["batches.csv": file])
      #expect(summary.counts == .init(rows: 40, applied: 40))
      #expect(summary.needsHuman == [])
    }
  }

  @Test func `column names similar to ours are accepted, others fail and are listed`() throws {
    try Installation.lend { installation in
      let summary = try installation.night(
        1,
        [
          "batches.csv": "BATCH-REF,Sku,Quantity,E.T.A.\nB-1,LAMP,50,\n",
          "orders-1.csv": "ORDER ID,sku,Qty.,shipped on\nW-1,LAMP,1,2026-11-20\n",
          "orders-2.csv": "order.id,S-K-U,q t y\nW-2,LAMP,1\n",
          "orders-3.csv": "orderid,sku,pieces\nW-3,LAMP,1\n",
          "orders-4.csv": "order no,article,qty\nW-4,LAMP,1\n",
        ]
      )
      #expect(try allocations(installation) == ["W-1 LAMP 1 B-1", "W-2 LAMP 1 B-1"])
      let troubled = try troubled(installation)
      #expect(troubled.keys.sorted() == ["orders-3.csv", "orders-4.csv"])
      #expect(troubled["orders-3.csv"]?.contains("the header lacks qty:") == true)
      #expect(troubled["orders-3.csv"]?.contains("'orderid,sku,pieces'") == true)
      #expect(troubled["orders-4.csv"]?.contains("the header lacks orderid, sku:") == true)
      #expect(summary.needsHuman.count == 3)
      #expect(summary.needsHuman.contains { $0.contains("column 'shipped on' is not used") })
    }
  }

  @Test func `a header under a title fails the file, and its line is reported`() throws {
    try Installation.lend { installation in
      _ = try installation.night(
        1,
        ["orders.csv": "Weekly orders;;\n\n\"of\n2026\";;\nOrderID;SKU;Qty\nW-1;LAMP;1\n"]
      )
      #expect(
        try troubled(installation) == [
          "orders.csv":
            "failed: the header is in line 5: put it into the first line, without a title above it; "
            + "if every file has a title, write skip-lines = 4 in a rule for its sender in "
            + "allot.toml"
        ]
      )
      _ = try installation.night(
        2,
        ["orders-2.csv": "Stand 23.11.\n\nAuftrag;Artikel;Menge\nA-1;L;1\n"]
      )
      let told = try #require(try troubled(installation)["orders-2.csv"])
      #expect(
        told.hasPrefix("failed: the header is in line 3: ")
          && told.contains(" skip-lines = 1 in a rule ")
          && told.contains("; the header lacks orderid, sku, qty: ")
          && told.contains(
            ": rename 'Auftrag' to orderid, 'Artikel' to sku, 'Menge' to qty; or let "
          ),
        "\(told)"
      )
    }
  }

  @Test func `order numbers that became floats are rejected, each with the advice`() throws {
    try Installation.lend { installation in
      let orders = "orderid;sku;qty\n2,6E+12;LAMP;1\n3.1127E+11;LAMP;2\n1001.0;LAMP;3\n"
      let summary = try installation.night(1, Self.lamps.merging(["orders.csv": orders]) { $1 })
      #expect(summary.counts.rejected == 3)
      #expect(try allocations(installation) == [])
      let rows = csvRows(try installation.report("rejects")).dropFirst()
      #expect(rows.allSatisfy { $0[3] == "spreadsheet-damage" && $0[4] == "orderid" })
      #expect(rows.allSatisfy { $0[6].hasSuffix("export the column as text") })
      #expect(!summary.needsHuman.isEmpty)
    }
  }

  @Test func `guarded cells are read as the original names`() throws {
    try Installation.lend { installation in
      let batches = "ref,sku,qty\nB-1,-5KG,10\nB-2,@HOME,10\nB-3,''=X,10\nB-4,+1,10\n"
      let orders = "orderid,sku,qty\nO-1,-5KG,1\n+49,@HOME,1\nO-3,''=X,1\n"
      _ = try installation.night(1, ["batches.csv": batches, "orders.csv": orders])
      let reported = try installation.report("allocations")
      #expect(
        reported == "orderid,sku,qty,batchref\n'+49,@HOME,1,B-2\n".replacing(",@", with: ",'@")
          + "O-1,'-5KG,1,B-1\nO-3,''=X,1,B-3\n"
      )
      // Another program cancels the lines in the report.
      let lines = csvRows(reported).dropFirst().map { "\($0[0]),\($0[1])\n" }.joined()
      let second = try installation.night(2, ["cancellations.csv": "orderid,sku\n" + lines])
      #expect(second.counts == .init(rows: 3, applied: 3))
      #expect(second.needsHuman == [])
      #expect(try allocations(installation) == [])
    }
  }

  @Test func `of two names for a column the exact one wins; two exact ones fail`() throws {
    try Installation.lend { installation in
      _ = try installation.night(
        1,
        [
          "allocations.csv": "reference,orderid,sku,qty,batchref\nPO-1,O-3,LAMP,1,B-1\n",
          "batches.csv": "reference,ref,sku,qty\nPO-7,B-1,LAMP,50\n",
          "orders-1.csv": "order id,orderid,sku,qty\n88,O-1,LAMP,1\n",
          "orders-2.csv": "orderid,sku,quantity,qty\nO-2,LAMP,9,2\n",
          "quantities.csv": "ref,qty,ref\nB-1,5,old\n",
        ]
      )
      #expect(
        try allocations(installation) == ["O-1 LAMP 1 B-1", "O-2 LAMP 2 B-1", "O-3 LAMP 1 B-1"]
      )
      #expect(
        try troubled(installation) == [
          "quantities.csv":
            "failed: the header has the column ref twice: remove or rename one of them"
        ]
      )
    }
  }

  @Test func `responses of web servers fail and are named as such`() throws {
    try Installation.lend { installation in
      let answers = [
        "orders-1.csv": ("<!doctype HTML>\n<html><body>Please sign in</body></html>\n", "HTML"),
        "orders-2.csv": ("\n<HTML><HEAD><TITLE>504</TITLE></HEAD></HTML>\n", "HTML"),
        "orders-3.csv": (#"[ {"orderid": "O-1", "sku": "LAMP"} ]"#, "JSON"),
        "orders-4.csv": (#"{"message": "no such export"}"#, "JSON"),
        "orders-5.csv": ("<?xml version=\"1.0\"?>\n<Error>Denied</Error>\n", "XML"),
      ]
      let summary = try installation.night(1, answers.mapValues(\.0))
      let troubled = try troubled(installation)
      for (name, (_, format)) in answers {
        #expect(troubled[name]?.contains(format) == true, "\(name): \(troubled)")
      }
      #expect(summary.needsHuman.count == 3)
    }
  }
}
