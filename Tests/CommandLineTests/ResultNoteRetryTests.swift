import SystemTestSupport
import Testing

/// The notes about retried rows for the people who drop files.
struct ResultNoteRetryTests {
  @Test func `a file with rows taken later and rows that still wait is partly taken`()
    throws
  {
    try Root.lendWithOneNight { root in
      try root.configure("version = 1\nresults = \"all\"\n")
      let rows = "O-9,VASE,1\nO-8,BOWL,1\nO-7,BOWL,2\n"
      try root.drop("orderid,sku,qty\n" + rows, as: "orders-early.csv")
      #expect(try root.night(2).code == 0)
      try root.drop("ref,sku,qty,eta\nB9,VASE,1,\n", as: "batches-9.csv")
      _ = try root.night(3)
      #expect(
        try root.text("inbox/results/orders-early.csv.\(Root.run(3)).txt") == """
          PARTLY TAKEN: 1 row that had waited is taken, 2 still wait
          orders-early.csv, run \(Root.run(3))

          line 3: waits: Invalid sku BOWL: no batch of it is known yet
          line 4: waits: Invalid sku BOWL: no batch of it is known yet

          What to do:
          - For the rows that wait, drop a batches file with that sku: they are tried again each \
          night; if a name is mistyped, cancel that line in a cancellations file and order it again.

          """
      )
    }
  }
}
