package import Domain

/// The order line or batch that a row would create.
///
/// Once another row creates it, a rejected row does not have to be corrected any more. Rows that
/// change something (a quantity, an eta, a cancellation) have no such key: the creation of their
/// batch or line does not do what they ask for.
package enum RowKey: Hashable, Sendable {
  case line(OrderID, Sku)
  case batch(BatchReference)

  /// The key of what a command would create; nil if it creates nothing.
  package init?(_ command: Command) {
    switch command {
    case .createBatch(let command): self = .batch(command.reference)
    case .allocate(let command): self = .line(command.line.orderID, command.line.sku)
    case .allocateTo(let command): self = .line(command.line.orderID, command.line.sku)
    default: return nil
    }
  }
}
