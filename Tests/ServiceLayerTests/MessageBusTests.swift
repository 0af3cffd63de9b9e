import Domain
import ServiceLayer
import TestSupport
import Testing

/// The guarantees of the bus about the order of handlers and about their errors.
struct MessageBusTests {
  struct Broken: Error, Equatable {}

  /// Collects the events that handlers saw, in order.
  final class Diary {
    var entries: [String] = []
  }

  let store = FakeStore()
  let diary = Diary()

  /// The standard handlers, which record each event first.
  func recording() -> EventHandlers {
    var events = EventHandlers.standard
    let diary = diary
    events.allocated.insert(
      { event, _, _ in diary.entries.append("allocated \(event.line.orderID.rawValue)") },
      at: 0
    )
    events.deallocated.insert(
      { event, _, _ in diary.entries.append("deallocated \(event.line.orderID.rawValue)") },
      at: 0
    )
    events.outOfStock.insert(
      { event, _, _ in diary.entries.append("out of stock \(event.line.orderID.rawValue)") },
      at: 0
    )
    events.stockAdded.insert({ _, _, _ in diary.entries.append("stock added") }, at: 0)
    events.orderLineCancelled.insert(
      { event, _, _ in diary.entries.append("cancelled \(event.line.orderID.rawValue)") },
      at: 0
    )
    return events
  }

  @Test func `events are handled first in, first out, until none is left`() throws {
    let openRun = try OpenRun(on: store, bus: MessageBus(events: recording()))
    try openRun.handle(
      .batch("b1", "LAMP", 20),
      .order("o1", "LAMP", 10),
      .order("o2", "LAMP", 10),
      .order("o3", "LAMP", 4)
    )
    diary.entries = []
    try openRun.handle(.quantity("b1", 5))
    #expect(
      diary.entries == [
        // The effect of the command.
        "deallocated o1", "deallocated o2", "stock added",
        // The later effects, in order.
        "out of stock o1", "out of stock o2", "allocated o3",
      ]
    )
    diary.entries = []
    try openRun.handle(.cancel("o3", "LAMP"), .batch("b2", "LAMP", 10))
    #expect(diary.entries == ["cancelled o3", "stock added", "stock added", "allocated o1"])
  }

  @Test func `all handlers of an event run, in their order`() throws {
    var events = EventHandlers.standard
    let diary = diary
    events.allocated = ["first", "second", "third"].map { name in
      { event, _, _ in diary.entries.append("\(name) \(event.line.orderID.rawValue)") }
    }
    let openRun = try OpenRun(on: store, bus: MessageBus(events: events))
    try openRun.handle(.batch("b1", "LAMP", 20), .order("o1", "LAMP", 1), .order("o2", "LAMP", 1))
    #expect(
      diary.entries == ["first o1", "second o1", "third o1", "first o2", "second o2", "third o2"]
    )
  }

  @Test func `a command goes to its own handler with its values`() throws {
    var commands = CommandHandlers.standard
    let diary = diary
    commands.createBatch = {
      diary.entries.append("\($0.reference.rawValue)"); _ = ($1, $2); return .applied
    }
    commands.changeBatchQuantity = { command, _, _ in
      diary.entries.append("quantity \(command.quantity)")
      return .unchanged
    }
    commands.changeBatchETA = { command, _, _ in
      diary.entries.append("eta \(command.eta?.description ?? "none")")
      return .applied
    }
    commands.allocateTo = { command, _, _ in
      diary.entries.append("to \(command.reference.rawValue)")
      return .unchanged
    }
    commands.allocate = { command, _, _ in
      diary.entries.append("allocate \(command.line.quantity)")
      return .applied
    }
    commands.cancelOrderLine = { command, _, _ in
      diary.entries.append("cancel \(command.orderID.rawValue)")
      return .unchanged
    }
    let openRun = try OpenRun(on: store, bus: MessageBus(commands: commands))
    let verdicts = try openRun.handle(
      .batch("b1", "LAMP", 1),
      .quantity("b1", 7),
      .eta("b1", "2026-12-01"),
      .place("o1", "LAMP", 2, on: "b3"),
      .order("o1", "LAMP", 4),
      .cancel("o5", "LAMP")
    )
    #expect(
      verdicts == [.applied, .unchanged, .applied, .unchanged, .applied, .unchanged]
    )
    #expect(
      diary.entries == [
        "b1", "quantity 7", "eta 2026-12-01", "to b3", "allocate 4", "cancel o5",
      ]
    )
  }

  @Test func `an error of an event handler is thrown, and nothing is kept`() throws {
    var events = EventHandlers.standard
    events.allocated.append { _, _, _ in throw Broken() }
    let openRun = try OpenRun(on: store, bus: MessageBus(events: events))
    try openRun.handle(.batch("b1", "LAMP", 20))
    let before = store.state
    #expect(throws: Broken()) {
      try openRun.handle(.eta("b1", "2026-12-01"), .order("o1", "LAMP", 1))
    }
    #expect(store.state == before)
  }

  @Test func `a handler after a failed one does not run`() throws {
    var events = EventHandlers.standard
    let diary = diary
    events.allocated = [
      { _, _, _ in throw Broken() }, { _, _, _ in diary.entries.append("ran all the same") },
    ]
    let openRun = try OpenRun(on: store, bus: MessageBus(events: events))
    try openRun.handle(.batch("b1", "LAMP", 20))
    #expect(throws: Broken()) { try openRun.handle(.order("o1", "LAMP", 1)) }
    #expect(diary.entries == [])
  }

  @Test func `a refusal from an event handler is a bug in the program`() throws {
    var events = EventHandlers.standard
    events.allocated.append { event, _, _ in throw Refusal.unknownSku(event.line.sku) }
    let openRun = try OpenRun(on: store, bus: MessageBus(events: events))
    try openRun.handle(.batch("b1", "LAMP", 20))
    let before = store.state
    let error = try #require(throws: EventRefused.self) {
      try openRun.handle(.order("o1", "LAMP", 1))
    }
    #expect(error.refusal == .unknownSku("LAMP"))
    #expect(
      error.event == .allocated(Allocated(line: OrderLine("o1", "LAMP", 1), reference: "b1"))
    )
    #expect(store.state == before)
  }

  @Test func `events of a failed call are not handled by the next call`() throws {
    var events = recording()
    let diary = diary
    events.stockAdded.insert({ _, _, _ in throw Broken() }, at: 0)
    let openRun = try OpenRun(on: store, bus: MessageBus(events: events))
    try openRun.handle(.batch("b0", "LAMP", 0))
    #expect(throws: Broken()) { try openRun.handle(.batch("b1", "LAMP", 20)) }
    try openRun.handle(.order("o1", "LAMP", 1))
    #expect(diary.entries == ["out of stock o1"])
  }
}
