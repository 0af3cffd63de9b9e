import Foundation
import SystemTestSupport
import Testing

/// `allot why`, word for word.
struct WhyTests {
  private func why(_ root: Root, _ arguments: String...) throws -> String {
    let ended = try Program.run(["why"] + arguments + ["--root", root.path])
    #expect(ended.code == 0, "\(ended)")
    #expect(ended.errors == "")
    return ended.output
  }

  @Test func `a waiting line shows why, its place in the queue, and what would help`() throws {
    try Root.lend { root in
      try root.drop(
        """
        ref,sku,qty,eta
        B1,LAMP,12,
        B2,LAMP,6,2026-12-24
        B3,LAMP,3,
        B4,LAMP,5,
        B5,LAMP,5,
        V1,VASE,4,2026-11-20
        S1,SOFA,0,

        """,
        as: "batches.csv"
      )
      try root.drop(
        """
        orderid,sku,qty
        O-1,LAMP,15
        O-1,VASE,4
        O-1,SOFA,2
        O-2,LAMP,40
        O-2,CHAIR,1
        O-3,LAMP,30

        """,
        as: "orders.csv"
      )
      #expect(try root.night(1).code == 0)
      #expect(
        try why(root, "O-1") == """
          Order O-1: partly allocated, 2 of 3 lines wait
            LAMP, 15: WAITS since the last night, first in line
                ordered  orders.csv:2, run 20261123T020000Z
                why      31 are free, but the largest of 5 batches has 12: a line is never split
                free     B1 12, B2 6, B4 5, 2 others 8
                cure     a batch of at least 15, or quantities B1,15
            SOFA, 2: WAITS since the last night, first in line
                ordered  orders.csv:4, run 20261123T020000Z
                why      nothing of it is free
                cure     a batch of at least 2
            VASE, 4: on V1, eta 2026-11-20 (passed, not reported as arrived)
                ordered  orders.csv:3, run 20261123T020000Z

          """
      )
      // It is reported that O-2 still asks for an unknown chair.
      #expect(try root.night(4).code == 1)
      #expect(
        try why(root, "O-2", " LAMP ") == """
          Order O-2, LAMP, 40: WAITS for 3 nights, number 2 in line
                ordered  orders.csv:5, run 20261123T020000Z
                why      only 31 are free, in 5 batches
                free     B1 12, B2 6, B4 5, 2 others 8
                cure     a batch of at least 55, or quantities B1,55: the line before it is served \
          first, and wants 15

          """
      )
      #expect(
        try why(root, "O-3").hasSuffix("the 2 lines before it are served first, and want 55\n")
      )
    }
  }

  @Test func `the example in the README matches the output`() throws {
    try Root.lend { root in
      try root.drop(
        """
        ref,sku,qty,eta
        B-LAMP-1,SMALL-LAMP,100,
        B-LAMP-2,SMALL-LAMP,50,2026-12-01

        """,
        as: "batches.csv"
      )
      try root.drop(
        "orderid,sku,qty\nO-1,SMALL-LAMP,60\n\nO-2,SMALL-LAMP,60\nO-3,SMALL-LAMP,45\n",
        as: "orders.csv"
      )
      #expect(try root.night(1).code == 0)
      let readme = try String(
        contentsOfFile: Project.folder + "/README.md",
        encoding: .utf8
      )
      #expect(readme.contains("$ allot why O-2\n" + (try why(root, "O-2"))))
    }
  }

  @Test func `a cancelled line shows which row cancelled it, and whether it was waiting`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku\nO-2,LAMP\n", as: "cancellations-1.csv")
      #expect(try root.night(2).code == 0)
      try root.drop("orderid\nO-1\n", as: "cancellations-2.csv")
      #expect(try root.night(3).code == 0)
      #expect(
        try why(root, "O-2", "LAMP") == """
          Order O-2, LAMP, 7: CANCELLED
                ordered    orders.csv:3, run 20261123T020000Z; it waited then
                cancelled  cancellations-1.csv:2, run 20261124T020000Z

          """
      )
      #expect(
        try why(root, "O-1") == """
          Order O-1: cancelled, its line was cancelled
            LAMP, 4: CANCELLED
                ordered    orders.csv:2, run 20261123T020000Z
                cancelled  cancellations-2.csv:2, run 20261125T020000Z

          """
      )
    }
  }

  @Test func `a complete order says so; an unknown order exits 66`() throws {
    try Root.lendWithOneNight { root in
      #expect(
        try why(root, "O-1") == """
          Order O-1: complete, its line is allocated
            LAMP, 4: on B1, in the warehouse
                ordered  orders.csv:2, run 20261123T020000Z

          """
      )
      let unknown = try root.allot("why", "O-9\u{1B}[2J")
      #expect(unknown.code == 66)
      #expect(!unknown.errors.actsOnATerminal)
      #expect(
        unknown.errors == """
          allot: order 'O-9\\x1B[2J' is not known: no line of it was accepted, and no open row names it

          """
      )
      #expect(try root.allot("why", "o1").errors.hasSuffix("; 'O-1' is known: was that meant?\n"))
      #expect(
        try root.allot("why", "O-1", "VASE").errors.hasPrefix(
          "allot: line 'VASE' of order 'O-1' is not known"
        )
      )
    }
    try Root.lend { root in
      let ended = try root.allot("why", "O-1")
      #expect(ended.code == 66)
    }
  }

  @Test func `JSON has the same answer`() throws {
    try Root.lendWithOneNight { root in
      let ended = try root.allot("why", "O-2", "--json")
      #expect(
        ended.output == """
          {
            "lines" : [
              {
                "ordered" : {
                  "file" : "orders.csv",
                  "line" : 3,
                  "run" : "20261123T020000Z"
                },
                "qty" : 7,
                "sku" : "LAMP",
                "waiting" : {
                  "batches" : 1,
                  "cure" : {
                    "batch_of_at_least" : 7,
                    "correction" : {
                      "qty" : 11,
                      "ref" : "B1"
                    },
                    "lines_before" : 0,
                    "units_before" : 0
                  },
                  "free" : 6,
                  "free_batches" : [
                    {
                      "available" : 6,
                      "ref" : "B1"
                    }
                  ],
                  "largest" : 6,
                  "nights" : 0,
                  "place" : 1,
                  "refused" : [

                  ],
                  "since" : "20261123T020000Z",
                  "why" : "short"
                }
              }
            ],
            "orderid" : "O-2",
            "rows" : [

            ],
            "schema" : 1,
            "state" : "waiting"
          }

          """
      )
      let unknown = try root.allot("why", "O-9", "--json")
      #expect(unknown.code == 66)
      #expect(unknown.output.contains("\"exit\" : 66"))
    }
  }
}
