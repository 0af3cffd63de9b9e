package import Domain

/// Takes a command to its handler, and every event that came of it to its handlers, first in, first
/// out, until none is left.
///
/// An error of any handler ends the call: a refusal concerns the row alone, everything else the
/// whole unit of work. Nothing is swallowed.
package final class MessageBus {
  private let commands: CommandHandlers
  private let events: EventHandlers

  package init(commands: CommandHandlers = .standard, events: EventHandlers = .standard) {
    self.commands = commands
    self.events = events
  }

  /// Handles one command with all that follows from it.
  ///
  /// - Throws: `Refusal` where the command cannot be done and has changed nothing.
  package func handle(_ command: Command, in work: any UnitOfWork) throws -> Outcome {
    let outcome = try dispatch(command, in: work)
    let products = work.products
    while let event = products.nextEvent() {
      do {
        try dispatch(event, in: work)
      } catch let refusal as Refusal {
        // The command itself was done: to call this row refused would be a lie.
        throw EventRefused(event: event, refusal: refusal)
      }
    }
    return outcome
  }

  private func dispatch(_ command: Command, in work: any UnitOfWork) throws -> Outcome {
    switch command {
    case .createBatch(let command): try commands.createBatch(command, work)
    case .changeBatchQuantity(let command): try commands.changeBatchQuantity(command, work)
    case .changeBatchETA(let command): try commands.changeBatchETA(command, work)
    case .allocateTo(let command): try commands.allocateTo(command, work)
    case .allocate(let command): try commands.allocate(command, work)
    case .cancelOrderLine(let command): try commands.cancelOrderLine(command, work)
    }
  }

  private func dispatch(_ event: Event, in work: any UnitOfWork) throws {
    switch event {
    case .allocated(let event): for handle in events.allocated { try handle(event, work) }
    case .deallocated(let event): for handle in events.deallocated { try handle(event, work) }
    case .outOfStock(let event): for handle in events.outOfStock { try handle(event, work) }
    case .stockAdded(let event): for handle in events.stockAdded { try handle(event, work) }
    case .orderLineCancelled(let event):
      for handle in events.orderLineCancelled { try handle(event, work) }
    }
  }
}

/// An event's handler refused, after the command had been done: a fault of the program.
package struct EventRefused: Error, CustomStringConvertible {
  package let event: Event
  package let refusal: Refusal

  package var description: String { "a handler refused the event \(event): \(refusal)" }
}
