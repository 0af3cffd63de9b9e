/// The queue of events that are not handled yet, first in, first out.
///
/// One log serves all products of a unit of work, so that events keep the order in which they
/// happened.
package final class EventLog {
  private var events: [Event] = []
  private var handled = 0

  package init() {}

  func append(_ event: Event) { events.append(event) }

  /// Records that an order line was cancelled before any product had accepted it (rule 11).
  package func lineWasWithdrawn(_ line: OrderLine) {
    append(.orderLineCancelled(OrderLineCancelled(line: line, reference: nil)))
  }

  package var isEmpty: Bool { events.isEmpty }

  /// Removes and returns the oldest event; the log must not be empty.
  ///
  /// The result is not optional: destroying an optional for each event costs more than the rest of
  /// the log.
  package func removeFirst() -> Event {
    guard handled + 1 < events.count else {
      defer { if handled > 0 { removeAll() } }
      return events.removeLast()
    }
    handled += 1
    return events[handled - 1]
  }

  package func removeAll() {
    events.removeAll(keepingCapacity: true)
    handled = 0
  }
}
