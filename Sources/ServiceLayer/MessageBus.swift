package import Domain

/// Runs the handler of a command, then the handlers of each resulting event, first in, first out,
/// until no event is left.
///
/// An error of any handler ends the call: a refusal concerns only the row, any other error the
/// whole unit of work. No error is swallowed.
package final class MessageBus {
  private let commands: CommandHandlers
  private let events: EventHandlers
  private let isStopping: () -> Bool

  /// Makes a bus; `isStopping` returns whether the process was asked to stop.
  package init(
    commands: CommandHandlers = .standard,
    events: EventHandlers = .standard,
    isStopping: @escaping () -> Bool = { false }
  ) {
    self.commands = commands
    self.events = events
    self.isStopping = isStopping
  }

  /// Handles the command of a row, and all events that follow from it.
  ///
  /// - Throws: `Refusal` if the command cannot be carried out; then it has changed nothing.
  ///   `StoppedAmongEvents` if the process is asked to stop while many events are being handled.
  package func handle(
    _ command: Command,
    from origin: Origin,
    in work: any UnitOfWork
  ) throws -> Outcome {
    let outcome = try dispatch(command, from: origin, in: work)
    let log = work.events
    var handled = 0
    while !log.isEmpty {
      let event = log.removeFirst()
      handled += 1
      if handled.isMultiple(of: Self.eventsBetweenLooks), isStopping() {
        throw StoppedAmongEvents()
      }
      do {
        try dispatch(event, from: origin, in: work)
      } catch let refusal as Refusal {
        // The command was done already, so its row must not be counted as rejected.
        throw EventRefused(event: event, refusal: refusal)
      }
    }
    return outcome
  }

  private static let eventsBetweenLooks = 256

  private func dispatch(
    _ command: Command,
    from origin: Origin,
    in work: any UnitOfWork
  ) throws -> Outcome {
    switch command {
    case .createBatch(let command): try commands.createBatch(command, origin, work)
    case .changeBatchQuantity(let command): try commands.changeBatchQuantity(command, origin, work)
    case .changeBatchETA(let command): try commands.changeBatchETA(command, origin, work)
    case .allocateTo(let command): try commands.allocateTo(command, origin, work)
    case .allocate(let command): try commands.allocate(command, origin, work)
    case .changeOrderLineQuantity(let command):
      try commands.changeOrderLineQuantity(command, origin, work)
    case .cancelOrderLine(let command): try commands.cancelOrderLine(command, origin, work)
    case .cancelOrder(let command): try commands.cancelOrder(command, origin, work)
    }
  }

  private func dispatch(
    _ event: Event,
    from origin: Origin,
    in work: any UnitOfWork
  ) throws {
    switch event {
    case .allocated(let event): for handle in events.allocated { try handle(event, origin, work) }
    case .deallocated(let event):
      for handle in events.deallocated { try handle(event, origin, work) }
    case .outOfStock(let event): for handle in events.outOfStock { try handle(event, origin, work) }
    case .stockAdded(let event): for handle in events.stockAdded { try handle(event, origin, work) }
    case .orderLineCancelled(let event):
      for handle in events.orderLineCancelled { try handle(event, origin, work) }
    }
  }
}

/// An event handler threw a refusal after the command was done, which is a bug.
package struct EventRefused: Error, CustomStringConvertible {
  package let event: Event
  package let refusal: Refusal

  package var description: String { "a handler refused the event \(event): \(refusal)" }
}

/// The process was asked to stop while it handled the many events of one row.
///
/// The unit of work must be rolled back.
package struct StoppedAmongEvents: Error {
  package init() {}
}
