import Domain
import GRDB

/// The key of an order line.
struct LineKey: Equatable, Sendable {
  let orderID: OrderID
  let sku: Sku

  var hash: UInt64 { orderID.rawValue.hash(from: sku.rawValue.hash()) }
  var arguments: StatementArguments { [orderID.rawValue, sku.rawValue] }
}
