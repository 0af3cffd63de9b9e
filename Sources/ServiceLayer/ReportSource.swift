/// The reports that are plain reads of the store, with their columns.
package enum ReportTable: String, CaseIterable, Sendable {
  case allocations, changes, backorders, stock, shortages, rejects
  /// What waits for a person: the last run's rejected rows and every deferred row.
  case unsettled

  /// The tables of a run's report folder.
  package static let published = allCases.filter { $0 != .unsettled }

  /// The columns that hold numbers, in whatever table.
  package static let numberColumns: Set = [
    "qty", "line", "purchased", "allocated", "available", "lines", "units",
  ]

  package var columns: [String] {
    switch self {
    case .allocations: ["orderid", "sku", "qty", "batchref"]
    case .changes: ["orderid", "sku", "qty", "batchref", "change"]
    case .backorders: ["orderid", "sku", "qty", "since", "file", "line"]
    case .stock: ["ref", "sku", "eta", "purchased", "allocated", "available"]
    case .shortages: ["sku", "lines", "units", "available"]
    case .rejects, .unsettled: ["file", "line", "outcome", "code", "column", "value", "reason"]
    }
  }
}

/// A cell of a report as the store has it; text is bytes that live only as long as the row.
package enum ReportCell {
  case text(UnsafeBufferPointer<UInt8>)
  case number(Int)
  case empty
}

/// Reads reports row by row, in the order of design.md, section 5; several may be read at once.
package protocol ReportSource: AnyObject, Sendable {
  /// Hands over each row of a report; `run` is the run it is made for.
  func read(
    _ table: ReportTable,
    for run: Run,
    _ row: (UnsafeBufferPointer<ReportCell>) throws -> Void
  ) throws

  /// The allocated lines of one order, by sku.
  func placements(of orderID: String) throws -> [Placement]
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
