/// What a product knows of an order line that it has accepted.
package struct KnownLine: Equatable, Sendable {
  /// Where a line stands.
  package enum State: Equatable, Sendable {
    case allocated(to: BatchReference)
    /// With its age, by which back-orders are served.
    case waiting(LineNumber)
    case cancelled
  }

  package let quantity: Int
  package let state: State

  package init(quantity: Int, state: State) {
    self.quantity = quantity
    self.state = state
  }
}
