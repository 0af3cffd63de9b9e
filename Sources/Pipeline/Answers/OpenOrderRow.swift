package import ServiceLayer

/// An open row of an order: it is deferred, or was rejected and not corrected yet.
package struct OpenOrderRow: Equatable, Sendable, Encodable {
  /// A known name, and the row that created it, if that is known.
  package struct Near: Equatable, Sendable, Encodable {
    package let name: String
    package let row: RowPlace?
  }

  /// Where it came from; the run is the first one that read it.
  package let came: RowPlace
  package let nights: Int
  package let kind: String
  /// As far as the cells can be read.
  package let sku: String?
  package let qty: String?
  package let isDeferred: Bool
  package let faults: [RowFault]
  /// The known name that is similar to the unknown one.
  package let near: Near?
  /// If its sku is unknown: rejected rows that would have created it.
  package let refused: [RefusedBatch]
  /// The day from which it is rejected if it is still deferred then.
  package let until: String?
  /// The file in `rejects/` that has it.
  package let rejectsFile: String?

  /// Whether it asks for a new line, not for a change of one.
  package var asksForALine: Bool {
    kind == FileKind.orders.rawValue || kind == FileKind.allocations.rawValue
  }
}
