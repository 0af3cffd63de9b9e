import Foundation
import SystemTestSupport

/// Two small nights in which everything happens that can happen to a file.
enum Night: String, CaseIterable {
  /// Rows with every outcome, and a broken file.
  case first
  /// A grown file, a duplicate, retried rows, a file that an unknown run left claimed, and one
  /// report too many.
  case second

  /// How many runs the ledger knows before it.
  var runsBefore: Int { self == .first ? 0 : 1 }

  private static let orders = """
    orderid,sku,qty
    O-1,LAMP,4
    O-2,LAMP,7
    O-3,RUG,1
    O-4,CHAIR,2
    O-5,LAMP,zero
    O-6,VASE,2
    O-7,LAMP,3

    """

  private var files: [String: String] {
    switch self {
    case .first:
      [
        "batches.csv": """
        ref,sku,qty,eta
        B1,LAMP,10,
        B2,LAMP,4,2026-12-01
        B3,VASE,5,
        B4,RUG,0,
        B5,RUG,x,

        """,
        "quantities.csv": "ref,qty\nB1,8\nB9,3\n",
        "allocations.csv": "orderid,sku,qty,batchref\nA-1,VASE,2,B3\nA-2,VASE,9,B3\n",
        "orders.csv": Self.orders,
        "orders-broken.csv": "orderid,sku,qty\n\"O-1,LAMP,4\n",
      ]
    case .second:
      [
        // The first file has the most chunks, so that the writing thread reaches higher counts.
        "batches.csv": "ref,sku,qty,eta\n"
          + (10...24).map { "B\($0),\($0.isMultiple(of: 2) ? "CHAIR" : "LAMP"),1,\n" }.joined(),
        "quantities.csv": "ref,qty\nB10,5\nB1,2\n",
        "orders.csv": Self.orders + "O-8,CHAIR,1\nO-9,TABLE,1\nO-10,LAMP,0\nO-11,RUG,1\n",
        "orders-again.csv": Self.orders,
        ".processing/orders-lost.csv": "orderid,sku,qty\nO-12,LAMP,1\n",
        "etas.csv": "ref\nB1\n",
        "cancellations.csv": "orderid,sku\nO-1,LAMP\nO-99,LAMP\n",
      ]
    }
  }

  func drop(into root: Root) throws {
    for (name, text) in files { try root.drop(text, as: name) }
  }

  /// The arguments of the nightly job; they include the clock, so they are the same in every
  /// attempt.
  func arguments(for root: Root) -> [String] {
    let day = self == .first ? 1 : 2
    let keep = self == .first ? [] : ["--keep", "1"]
    return ["run", "--quiet", "--root", root.path, "--chunk-rows", "3"] + keep + Root.at(day)
  }

  func run(on root: Root) throws -> Program.Ended { try Program.run(arguments(for: root)) }
}
