import Foundation
import SystemTestSupport
import Testing

/// The output of `allot why` for orders with open rows, word for word.
struct WhyOpenRowTests {
  private func why(_ root: Root, _ arguments: String...) throws -> String {
    let ended = try Program.run(["why"] + arguments + ["--root", root.path])
    #expect(ended.code == 0, "\(ended)")
    #expect(ended.errors == "")
    return ended.output
  }

  @Test func `a line of an unknown product shows its deadline and what to do`()
    throws
  {
    try Root.lendWithOneNight { root in
      try root.drop("ref,sku,qty\nC1,OAK,1\nC2,BLUE-CHAIR,1\n", as: "batches-2.csv")
      try root.drop("orderid,sku,qty\nO-24,BLUE-CHIAR,1\n", as: "orders-typo.csv")
      #expect(try root.night(2).code == 0)
      #expect(
        try why(root, "O-24") == """
          Order O-24: not accepted, 1 line is tried again each night
            BLUE-CHIAR, 1: no batch of the sku is known yet
                came   orders-typo.csv:2, run 20261124T020000Z
                near   BLUE-CHAIR is known (batches-2.csv:3)
                until  2026-12-08, then it is rejected
                cure   drop a file with the right sku, and cancel O-24,BLUE-CHIAR

          """
      )
    }
  }

  @Test func `a rejected row of an order is shown with its file in rejects`() throws {
    try Root.lendWithOneNight { root in
      try root.drop(
        "orderid;sku;qty\nO-1;VASE;2.5\nO-4;\"VA;SE\";x\nO-1;LAMP;4\n",
        as: "orders-2.csv"
      )
      #expect(try root.night(2).code == 1)
      #expect(
        try why(root, "O-1") == """
          Order O-1: partly allocated, 1 of 2 lines is not accepted
            LAMP, 4: on B1, in the warehouse
                ordered  orders.csv:2, run 20261123T020000Z
            VASE, 2.5: REJECTED (not-a-number)
                came  orders-2.csv:2, run 20261124T020000Z
                why   qty '2.5' is not a whole number: write it in digits only, such as 1000
                open  since the last night, in rejects/orders-2.20261124T020000Z.csv
                cure  correct the row there, and drop that file into the inbox

          """
      )
      #expect(try why(root, "O-4", "VA;SE").hasPrefix("Order O-4, VA;SE, x: REJECTED"))
    }
  }

  @Test func `a row with another quantity says that it must be an amendment`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\nO-1,LAMP,3\nO-8,LAMP,1\nO-8,LAMP,1\n", as: "orders-2.csv")
      #expect(try root.night(2).code == 1)
      #expect(
        try why(root, "O-1").hasSuffix(
          "      cure  if that is meant, drop the row under a name that begins with amendments\n"
        )
      )
      #expect(
        try why(root, "O-8").hasSuffix(
          "      cure  delete the row, or, if both are meant, drop an amendments file with the sum\n"
        )
      )
    }
  }
}
