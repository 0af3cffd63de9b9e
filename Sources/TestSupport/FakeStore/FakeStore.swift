import Domain
package import ServiceLayer

/// A whole store in memory; a transaction that throws restores the copy from its beginning.
package final class FakeStore: Store {
  /// Everything in the store, as a value, so that tests can compare it before and after.
  package struct State: Equatable {
    package let model: WriteModel
    package let view: [WriteModel.Key: ViewDifference.Place]
    package let feed: FakeFeed
    package let ledger: LedgerTables
  }

  let memory = WriteModelInMemory()
  var view: [WriteModel.Key: ViewDifference.Place] = [:]
  var feed = FakeFeed()
  var tables = LedgerTables()

  private var pathsSetAside: Set<[UInt8]> = []

  package init() {
    memory.calledOffOrRevived = { [unowned self] orderID, sku in
      tables.skipped[.line(orderID, sku)] = nil
    }
  }

  package func setAside() -> Set<[UInt8]> { pathsSetAside }
  package func setAside(_ paths: Set<[UInt8]>) { pathsSetAside.formUnion(paths) }

  /// A copy of everything in the store; setting it rolls back.
  package var state: State {
    get { State(model: memory.model, view: view, feed: feed, ledger: tables) }
    set {
      memory.model = newValue.model
      view = newValue.view
      feed = newValue.feed
      tables = newValue.ledger
    }
  }

  /// Whether a line, cancelled or not, or a batch is known.
  func knows(_ key: RowKey) -> Bool {
    switch key {
    case .line(let orderID, let sku): memory.model.numbers[WriteModel.Key(orderID, sku)] != nil
    case .batch(let reference): memory.model.batches[reference] != nil
    }
  }

  package var runs: any RunLedger { FakeRunLedger(store: self) }
  package var imports: any ImportLedger { FakeImportLedger(store: self) }
  package var rows: any RowLedger { FakeRowLedger(store: self) }
  package var nights: any NightLedger { FakeNightLedger(store: self) }
  package var changes: any ChangeFeed { FakeChangeFeed(store: self) }
  package var reports: any ReportSource { FakeReports(store: self) }
  package var answers: any AnswerSource { FakeAnswers(store: self) }

  package func transaction<Result>(_ body: (any UnitOfWork) throws -> Result) throws -> Result {
    let before = state
    do {
      let work = FakeUnitOfWork(store: self)
      let result = try body(work)
      work.save()
      return result
    } catch {
      state = before
      throw error
    }
  }

  /// In memory, writing in the background is not faster.
  package func backgroundTransaction<Result>(
    _ body: (any UnitOfWork) throws -> Result
  ) throws -> Result {
    try transaction(body)
  }

  package func flush() {}

  package func rehearse<Result>(_ body: () throws -> Result) throws -> Result {
    let before = state
    defer { state = before }
    return try body()
  }

  package func rebuildView() { view = memory.model.placements }

  package func verifyView(_ difference: (ViewDifference) throws -> Void) throws {
    let placements = memory.model.placements
    for key in Set(view.keys).union(placements.keys).sorted()
    where view[key] != placements[key] {
      try difference(
        ViewDifference(
          orderID: key.orderID.rawValue,
          sku: key.sku.rawValue,
          inView: view[key],
          inModel: placements[key]
        )
      )
    }
  }
}
