/// The six kinds of file, in the order in which a run takes them.
package enum FileKind: String, CaseIterable, Sendable {
  case batches, quantities, etas, allocations, orders, cancellations

  /// Whether the same bytes can be a new fact: 100, then 80, then 100 again (design.md, section 4).
  package var statesAFact: Bool { self == .quantities || self == .etas }
}
