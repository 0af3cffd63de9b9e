/// A summary of what changed in a night, stored for pages that cover several runs.
package struct NightChanges: Equatable, Codable, Sendable {
  /// What the files of one kind changed.
  package struct Cause: Equatable, Codable, Sendable {
    /// The kind of the files; empty if an old version of the program stored no cause.
    package var kind: String
    /// Rows that took effect.
    package var applied: Int
    package var allocated: Int
    package var deallocated: Int

    package init(kind: String, applied: Int, allocated: Int, deallocated: Int) {
      self.kind = kind
      self.applied = applied
      self.allocated = allocated
      self.deallocated = deallocated
    }
  }

  /// An order line that lost its allocation.
  package struct Removal: Equatable, Codable, Sendable {
    package var orderID: String
    package var sku: String
    package var quantity: Int
    package var reference: String
    /// The import and line of the row that caused it; nil if they are not known.
    package var importID: Int?
    package var line: Int?

    package init(
      orderID: String,
      sku: String,
      quantity: Int,
      reference: String,
      importID: Int? = nil,
      line: Int? = nil
    ) {
      self.orderID = orderID
      self.sku = sku
      self.quantity = quantity
      self.reference = reference
      self.importID = importID
      self.line = line
    }
  }

  /// In the order in which a run takes the kinds.
  package var causes: [Cause]
  /// The first order lines that lost their allocation.
  package var removals: [Removal]

  package init(causes: [Cause] = [], removals: [Removal] = []) {
    self.causes = causes
    self.removals = removals
  }
}
