/// The part of a product that can be millions of rows: its order lines and its used-up batches.
///
/// The rules read single rows, so a store need not load them all with the product. Each product has
/// its own instance. Errors thrown here are failures of the store, never refusals.
package protocol ProductRecords: AnyObject {
  func line(_ orderID: OrderID) throws -> KnownLine?
  func allocation(_ number: LineNumber) throws -> Allocation?
  /// The oldest back-order of at most this quantity; the quantity is computed only if lines may
  /// wait.
  func oldestBackorder(fitting quantity: @autoclosure () -> Int) throws -> Backorder?
  /// A batch of this product that has nothing available and so was not loaded with it.
  func usedUpBatch(_ reference: BatchReference) throws -> Batch?
  /// The numeric order id of a line that is not cancelled, if it differs from this one only by
  /// leading zeros.
  func twin(of orderID: OrderID) throws -> OrderID?
  /// The quantity with which a line was accepted; nil if it was never changed.
  func firstQuantity(of orderID: OrderID) throws -> Int?
  /// The link of a line, cancelled or not, in the chain of a batch; nil if it is not in that chain.
  func link(of orderID: OrderID, on batch: Batch) throws -> ChainLink?
  /// The batch whose chain still contains a cancelled line; nil if no chain does.
  func chain(ofCancelled orderID: OrderID) throws -> BatchReference?

  func create(_ command: CreateBatch, from origin: Origin) throws -> Batch
  /// Saves a batch whose quantity, eta or stock changed.
  func save(_ batch: Batch) throws
  /// Adds a new line as a back-order, and returns its number.
  func accept(_ line: OrderLine, from origin: Origin) throws -> LineNumber
  /// Makes a line that was just accepted, or waits, the batch's newest allocation.
  func place(
    _ line: OrderLine,
    number: LineNumber,
    on batch: Batch,
    after previous: LineNumber?
  ) throws
  /// Makes an allocation that is no longer in the batch's chain a back-order with its old age.
  func takeOff(_ allocation: Allocation, from batch: Batch) throws
  /// Marks a line as cancelled by a row; the line stays in its batch's chain until `cut` or
  /// `unlink`.
  func cancel(_ line: OrderLine, was state: KnownLine.State, from origin: Origin) throws
  /// Removes a cancelled line from the head of the batch's chain.
  func cut(_ cancelled: Allocation, from batch: Batch) throws
  /// Removes a line from the chain of a batch and joins its neighbours.
  func unlink(_ link: ChainLink, from batch: Batch) throws
  /// Sets the quantity of a line that keeps its batch.
  func amend(_ allocation: Allocation, to quantity: Int, on batch: Batch) throws
  /// Sets the quantity of a line that waits; it keeps its age.
  func amend(_ backorder: Backorder, to quantity: Int) throws
  /// Deletes a cancelled line that is no longer in any chain, so that its key is free.
  ///
  /// Its first allocation is then recorded in the change feed only.
  func forgetCancelled(_ orderID: OrderID, unlinked link: ChainLink?) throws
}
