/// Reads reports row by row; several may be read at once.
package protocol ReportSource: AnyObject, Sendable {
  /// Passes every cell of a report to a sink, row by row; `run` is the run that the report is for.
  func read(_ table: ReportTable, for run: Run, into sink: any ReportSink) throws

  /// The allocated lines of one order, by sku.
  func placements(of orderID: String) throws -> [Placement]

  /// The state of every accepted line of an order, by sku; empty if the order is not known.
  func lines(of orderID: String) throws -> [OrderLineState]

  /// The known name that is most similar to an unknown one; nil if none is similar.
  ///
  /// This may be called while a report is read.
  func nearest(_ kind: NameKind, to name: String) throws -> String?
}

/// Takes the cells of a report, in the order of its columns.
package protocol ReportSink: AnyObject {
  /// Takes a text, as UTF-8 that is valid only during this call.
  func text(_ utf8: Span<UInt8>) throws
  func number(_ number: Int) throws
  /// Takes an empty cell.
  func empty() throws
  func endRow() throws
  /// Takes additional facts; a sink that only writes cells ignores them.
  func note(_ note: ReportNote) throws
}

extension ReportSink {
  package func note(_ note: ReportNote) {}
}

/// A row of the allocations view.
package struct Placement: Equatable, Sendable {
  package let orderID: String
  package let sku: String
  package let quantity: Int
  package let reference: String

  package init(orderID: String, sku: String, quantity: Int, reference: String) {
    self.orderID = orderID
    self.sku = sku
    self.quantity = quantity
    self.reference = reference
  }
}
