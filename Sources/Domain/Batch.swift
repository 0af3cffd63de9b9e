/// Stock that was bought, and how much of it is promised to order lines.
package struct Batch: Equatable, Sendable {
  package let reference: BatchReference
  /// The position of this batch in the order in which all batches were created.
  package let number: Int
  package internal(set) var purchasedQuantity: Int
  package internal(set) var allocatedQuantity: Int
  /// The day on which it arrives; nil means that it is in the warehouse.
  package internal(set) var eta: Day?
  /// The order line allocated here last: the head of the batch's chain of allocations.
  package internal(set) var newestAllocation: LineNumber?

  package init(
    reference: BatchReference,
    number: Int,
    purchasedQuantity: Int,
    allocatedQuantity: Int = 0,
    eta: Day? = nil,
    newestAllocation: LineNumber? = nil
  ) {
    self.reference = reference
    self.number = number
    self.purchasedQuantity = purchasedQuantity
    self.allocatedQuantity = allocatedQuantity
    self.eta = eta
    self.newestAllocation = newestAllocation
  }

  /// The quantity left to allocate; negative only while rule 4 removes allocations.
  package var availableQuantity: Int { purchasedQuantity - allocatedQuantity }

  package func canAllocate(_ quantity: Int) -> Bool { availableQuantity >= quantity }

  /// Whether rule 1 tries this batch before the other: in the warehouse first, then by eta, then
  /// in the order they were created.
  package func comesBefore(_ other: Batch) -> Bool {
    switch (eta, other.eta) {
    case (nil, nil): number < other.number
    case (nil, _): true
    case (_, nil): false
    case (let mine?, let theirs?): mine == theirs ? number < other.number : mine < theirs
    }
  }
}
