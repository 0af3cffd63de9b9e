import Foundation
import SystemTestSupport
import Testing

/// Where people are told to drop returned rows that came from a sender's folder.
struct SenderHandbackTests {
  private func lend(_ body: (Root) throws -> Void) throws {
    try Root.lend { root in
      try root.configure(
        """
        version = 1
        [[sender]]
        name = "acme"
        [[sender.file]]
        match = "export*.csv"
        kind = "orders"
        columns = { orderid = "Beleg", qty = "Menge" }
        """
      )
      try root.makeFolder("inbox/acme")
      try root.drop("ref,sku,qty,eta\nB1,LAMP,10,\n", as: "batches.csv")
      try root.drop("Beleg,sku,Menge\nO-1,LAMP,x\n", as: "acme/export.csv")
      let first = try root.night(1)
      #expect(first.code == 1)
      #expect(
        first.output.contains(
          "correct the rejected rows and drop them again, into inbox/acme: "
            + "rejects/acme/export.\(Root.run(1)).csv"
        ),
        "\(first)"
      )
      try body(root)
    }
  }

  @Test func `why names the sender's folder`() throws {
    try lend { root in
      let why = try root.allot("why", "O-1")
      #expect(why.output.contains("correct the row there, and drop that file into inbox/acme\n"))
    }
  }

  @Test func `the note of a rejects file in the wrong folder says where it belongs`() throws {
    try lend { root in
      let name = "export.\(Root.run(1)).csv"
      let back = try root.text("rejects/acme/\(name)").replacingOccurrences(of: ",x,", with: ",3,")
      try root.drop(back, as: name)
      #expect(try root.night(2).code == 1)
      let note = try root.text("failed/\(name).reason.txt")
      #expect(
        note.contains(
          "Why: it is a copy of rejects/acme/\(name): drop it into inbox/acme, where the rules for "
            + "that sender read it; in the inbox itself, "
        ),
        "\(note)"
      )
      #expect(note.hasSuffix("\nCorrect the file and drop it into inbox/acme again.\n"))
      try root.drop(back, as: "acme/\(name)")
      #expect(try root.night(3).code == 0)
      #expect(try root.text("reports/latest/allocations.csv").contains("O-1,LAMP,3,B1"))
    }
  }

  @Test func `a sender's own broken file goes back into its folder`() throws {
    try lend { root in
      try root.drop("Beleg,sku\nO-1,LAMP\n", as: "acme/export-2.csv")
      #expect(try root.night(2).code == 1)
      #expect(
        try root.text("failed/acme/export-2.csv.reason.txt").hasSuffix(
          "\nCorrect the file and drop it into inbox/acme again.\n"
        )
      )
    }
  }
}
