/// The seven kinds of file, in the order in which a run takes them.
package enum FileKind: String, CaseIterable, Sendable {
  case batches, quantities, etas, allocations, orders, amendments, cancellations

  /// Whether the same bytes can be a new statement: 100, then 80, then 100 again are three
  /// statements.
  package var statesAFact: Bool {
    switch self {
    case .quantities, .etas, .amendments: true
    case .batches, .allocations, .orders, .cancellations: false
    }
  }

  /// The kinds of files that correct files of this kind.
  package var corrections: [FileKind] {
    switch self {
    case .batches: [.quantities, .etas]
    case .orders: [.amendments]
    case .quantities, .etas, .allocations, .amendments, .cancellations: []
    }
  }
}
