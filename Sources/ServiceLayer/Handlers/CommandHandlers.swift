package import Domain

/// The one handler of each command; a command without one does not compile.
package struct CommandHandlers {
  package typealias Handler<Message> = (Message, Origin, any UnitOfWork) throws -> Outcome

  package var createBatch: Handler<CreateBatch>
  package var changeBatchQuantity: Handler<ChangeBatchQuantity>
  package var changeBatchETA: Handler<ChangeBatchETA>
  package var allocateTo: Handler<AllocateTo>
  package var allocate: Handler<Allocate>
  package var changeOrderLineQuantity: Handler<ChangeOrderLineQuantity>
  package var cancelOrderLine: Handler<CancelOrderLine>
  package var cancelOrder: Handler<CancelOrder>

  /// The handlers that implement the rules.
  package static var standard: Self {
    Self(
      createBatch: Handlers.createBatch,
      changeBatchQuantity: Handlers.changeBatchQuantity,
      changeBatchETA: Handlers.changeBatchETA,
      allocateTo: Handlers.allocateTo,
      allocate: Handlers.allocate,
      changeOrderLineQuantity: Handlers.changeOrderLineQuantity,
      cancelOrderLine: Handlers.cancelOrderLine,
      cancelOrder: Handlers.cancelOrder
    )
  }
}

/// The namespace of all handlers; each command has a file of its own.
enum Handlers {}
