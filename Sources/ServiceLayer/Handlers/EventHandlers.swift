package import Domain

/// The handlers of each event, in the order in which they run; an event without a list here does
/// not compile.
package struct EventHandlers {
  package typealias Handler<Message> = (Message, Origin, any UnitOfWork) throws -> Void

  package var allocated: [Handler<Allocated>]
  package var deallocated: [Handler<Deallocated>]
  package var outOfStock: [Handler<OutOfStock>]
  package var stockAdded: [Handler<StockAdded>]
  package var orderLineCancelled: [Handler<OrderLineCancelled>]

  /// The handlers that update the view and the change feed, and apply rules 3 and 4.
  package static var standard: Self {
    Self(
      allocated: [Handlers.addToView, Handlers.recordPlacement],
      deallocated: [Handlers.removeFromView, Handlers.recordRemoval, Handlers.reallocate],
      outOfStock: [],
      stockAdded: [Handlers.serveBackorders],
      orderLineCancelled: [Handlers.removeCancelledFromView, Handlers.recordCancellation]
    )
  }
}
