/// Additional facts that a store passes on while it reads the rows of a report.
package enum ReportNote: Equatable, Sendable {
  /// Before each row of `backorders.csv`: the age of its order line, and the id of the run in which
  /// the line last began to wait.
  case waits(age: Int, since: Int)
  /// After the last row of `allocations.csv`.
  case orders(OrderCounts)
  /// After the last row of `changes.csv`.
  case changes(ChangeTally)
}

/// The changes of a report, counted by cause, and the first removals among them.
package struct ChangeTally: Equatable, Sendable {
  /// The changes that the rows of one import caused.
  package struct Cause: Equatable, Sendable {
    /// 0 if the first version of the program wrote them, which stored no cause.
    package let importID: Int
    package var allocated = 0
    package var deallocated = 0

    package init(importID: Int, allocated: Int = 0, deallocated: Int = 0) {
      self.importID = importID
      self.allocated = allocated
      self.deallocated = deallocated
    }
  }

  /// In the order of the imports.
  package private(set) var causes: [Cause] = []
  /// The first order lines that lost their allocation.
  package private(set) var removals: [PlacementChange] = []

  package static let mostRemovals = 20

  package init() {}

  package init(causes: [Cause], removals: [PlacementChange]) {
    self.causes = causes
    self.removals = removals
  }

  /// Whether more removals are wanted.
  package var wantsRemovals: Bool { removals.count < Self.mostRemovals }

  package mutating func add(_ removal: PlacementChange) { removals.append(removal) }

  /// Counts a change; changes come in the order of the imports that caused them.
  package mutating func count(_ kind: PlacementChange.Kind, importID: Int) {
    if causes.last?.importID != importID { causes.append(Cause(importID: importID)) }
    switch kind {
    case .allocated: causes[causes.count - 1].allocated += 1
    case .deallocated: causes[causes.count - 1].deallocated += 1
    }
  }
}
