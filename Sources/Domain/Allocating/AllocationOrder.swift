/// The batches of a product in the order in which rule 1 tries them.
///
/// The first batch that fits is found in logarithmic time: an allocation must not have to scan
/// thousands of batches that have too little left.
package struct AllocationOrder: Equatable, Sendable {
  private var batches: [Batch]
  private var isSorted = true
  private var index = FirstFitIndex()

  package init(_ batches: [Batch] = []) {
    self.batches = batches
    isSorted = batches.count < 2
  }

  package var count: Int { batches.count }

  /// All batches, in order.
  package var all: [Batch] {
    mutating get {
      sort()
      return batches
    }
  }

  /// The most that any one batch has available.
  package var largestAvailable: Int {
    mutating get {
      sort()
      return index.largest(in: batches)
    }
  }

  /// The position of the first batch that has at least this quantity available.
  package mutating func firstThatFits(_ quantity: Int) -> Int? {
    sort()
    return index.first(atLeast: quantity, in: batches)
  }

  /// The position of a batch; nil if it is not loaded.
  package mutating func position(of reference: BatchReference) -> Int? {
    sort()
    return batches.firstIndex { $0.reference == reference }
  }

  package subscript(position: Int) -> Batch { batches[position] }

  /// Adds a batch; positions found before are no longer valid.
  package mutating func insert(_ batch: Batch) {
    if isSorted, let last = batches.last, !last.comesBefore(batch) { isSorted = false }
    batches.append(batch)
    index.forget()
  }

  /// Changes the quantities or the eta of one batch; a new eta makes earlier positions invalid.
  package mutating func update(at position: Int, _ change: (inout Batch) -> Void) {
    let eta = batches[position].eta
    change(&batches[position])
    if batches[position].eta != eta {
      isSorted = false
      index.forget()
    } else {
      index.update(position, to: batches[position].availableQuantity)
    }
  }

  package static func == (left: Self, right: Self) -> Bool {
    var (left, right) = (left, right)
    return left.all == right.all
  }

  private mutating func sort() {
    guard !isSorted else { return }
    batches.sort { $0.comesBefore($1) }
    isSorted = true
    index.forget()
  }
}
