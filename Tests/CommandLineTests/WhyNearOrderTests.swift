import Foundation
import SystemTestSupport
import Testing

/// The output of `allot why` for an order that lost its zeros, and for lines whose batch was
/// refused, word for word.
struct WhyNearOrderTests {
  private func why(_ root: Root, _ arguments: String...) throws -> String {
    let ended = try Program.run(["why"] + arguments + ["--root", root.path])
    #expect(ended.code == 0, "\(ended)")
    return ended.output
  }

  @Test func `an unknown order shows its open rows and similar known orders`()
    throws
  {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\n000126,LAMP,1\n", as: "orders-2.csv")
      try root.drop("orderid,sku\n126,LAMP\n", as: "cancellations.csv")
      #expect(try root.night(2).code == 1)
      #expect(
        try why(root, "126") == """
          Order 126: not known, 1 open row names it; 000126 is known
            LAMP in cancellations: order line not known
                came   cancellations.csv:2, run 20261124T020000Z
                why    order line '126', 'LAMP' is not known yet
                near   000126 is known (orders-2.csv:2)
                until  2026-12-08, then it is rejected
                cure   drop the row again with the right orderid, or an orders file with the line \
          that it names

          """
      )
      #expect(
        try why(root, "126", "LAMP").hasPrefix(
          "Order 126, LAMP in cancellations: order line not known\n"
        )
      )
      let unknown = try Program.run(["why", "0126", "--root", root.path])
      #expect(unknown.code == 66)
      #expect(unknown.errors.contains("'000126' is known: was that meant?"), "\(unknown)")
    }
  }

  @Test func `the cure of a line is the row that would have created its batch`() throws {
    try Root.lendWithOneNight { root in
      try root.drop(
        "ref,sku,qty,eta\nB8,LAMP,50,soon\nB9,SOFA,ten,\nB1,LAMP,77,\nB7,SOFA BED,ten,\n",
        as: "batches-2.csv"
      )
      try root.drop("orderid,sku,qty\nO-8,LAMP,40\nO-8,SOFA,2\n", as: "orders-2.csv")
      #expect(try root.night(2).code == 1)
      let rejects = "rejects/batches-2.20261124T020000Z.csv"
      let told = try why(root, "O-8")
      #expect(
        told.contains(
          "      cure     correct batches-2.csv:2, which was refused (not-a-date), in \(rejects)\n"
            + "      cure     a batch of at least 47, or quantities B1,51: the line before it"
        ),
        "\(told)"
      )
      #expect(
        told.hasSuffix(
          """
            SOFA, 2: no batch of the sku is known yet
                came   orders-2.csv:3, run 20261124T020000Z
                until  2026-12-08, then it is rejected
                cure   correct batches-2.csv:3, which was refused (not-a-number), in \(rejects)

          """
        ),
        "\(told)"
      )
    }
  }
}
