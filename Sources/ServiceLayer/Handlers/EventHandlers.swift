package import Domain

/// The handlers of each event, in the order in which they run; an event without an entry here does
/// not compile.
package struct EventHandlers {
  package typealias Handler<Message> = (Message, any UnitOfWork) throws -> Void

  package var allocated: [Handler<Allocated>]
  package var deallocated: [Handler<Deallocated>]
  package var outOfStock: [Handler<OutOfStock>]
  package var stockAdded: [Handler<StockAdded>]
  package var orderLineCancelled: [Handler<OrderLineCancelled>]

  /// The handlers of design.md: they keep the view, and carry rules 3 and 4 on.
  package static var standard: Self {
    Self(
      allocated: [Handlers.addToView],
      deallocated: [Handlers.removeFromView, Handlers.reallocate],
      outOfStock: [],
      stockAdded: [Handlers.serveBackorders],
      orderLineCancelled: [Handlers.removeCancelledFromView]
    )
  }
}
