package import Domain

/// The one handler of each command; a command without one does not compile.
package struct CommandHandlers {
  package typealias Handler<Message> = (Message, any UnitOfWork) throws -> Outcome

  package var createBatch: Handler<CreateBatch>
  package var changeBatchQuantity: Handler<ChangeBatchQuantity>
  package var changeBatchETA: Handler<ChangeBatchETA>
  package var allocateTo: Handler<AllocateTo>
  package var allocate: Handler<Allocate>
  package var cancelOrderLine: Handler<CancelOrderLine>

  /// The handlers of design.md.
  package static var standard: Self {
    Self(
      createBatch: Handlers.createBatch,
      changeBatchQuantity: Handlers.changeBatchQuantity,
      changeBatchETA: Handlers.changeBatchETA,
      allocateTo: Handlers.allocateTo,
      allocate: Handlers.allocate,
      cancelOrderLine: Handlers.cancelOrderLine
    )
  }
}

/// Where the handlers live, each in the file of its verb.
enum Handlers {}
