import Domain
package import ServiceLayer

/// A whole store in memory; a transaction that throws puts back the copy it began with.
package final class FakeStore: Store {
  /// Everything that it keeps: a value, so that tests compare all of it before and after.
  package struct State: Equatable {
    package let model: WriteModel
    package let view: [WriteModel.Key: ViewDifference.Place]
    package let changes: [Change]
    package let ledger: LedgerTables
  }

  /// A change of the view since the last published report.
  package struct Change: Equatable {
    package let placement: Placement
    package let change: String
  }

  let memory = WriteModelInMemory()
  var view: [WriteModel.Key: ViewDifference.Place] = [:]
  var changes: [Change] = []
  var tables = LedgerTables()

  package init() {}

  /// A copy of all that is kept; setting it rolls back.
  package var state: State {
    get { State(model: memory.model, view: view, changes: changes, ledger: tables) }
    set {
      memory.model = newValue.model
      view = newValue.view
      changes = newValue.changes
      tables = newValue.ledger
    }
  }

  package var ledger: any Ledger { FakeLedger(store: self) }
  package var reports: any ReportSource { FakeReports(store: self) }

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

  package func settle() {}

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
