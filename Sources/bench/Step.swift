/// What is measured in each round, in this order.
enum Step: CaseIterable {
  case load, script, run, orders, hash, duplicate, report

  var title: String {
    switch self {
    case .load: "sqlite3 merely loads the orders"
    case .script: "a Python script by hand"
    case .run: "allot run: batches, orders, reports"
    case .orders: "allot import: the orders alone"
    case .hash: "sha256sum of the orders"
    case .duplicate: "allot import: the orders again"
    case .report: "allot report"
    }
  }

  /// What a duplicate must be told by: its bytes have to be read and hashed, and no more.
  var isAgainstHash: Bool { self == .hash || self == .duplicate }
}
