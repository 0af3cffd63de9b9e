/// The part of a product that can be millions of rows: its order lines and its used-up batches.
///
/// The rules ask for single records, so a store need not load them with the product. A product has
/// records of its own; what they throw is the store's failure, never a refusal.
package protocol ProductRecords: AnyObject {
  func line(_ orderID: OrderID) throws -> KnownLine?
  func allocation(_ number: LineNumber) throws -> Allocation?
  /// The oldest back-order that wants at most so much; how much is asked only where lines may wait.
  func oldestBackorder(fitting quantity: @autoclosure () -> Int) throws -> Backorder?
  /// A batch of this product that has nothing available and so was not loaded with it.
  func usedUpBatch(_ reference: BatchReference) throws -> Batch?

  func create(_ command: CreateBatch) throws -> Batch
  /// Saves a batch whose quantity, eta or stock changed.
  func save(_ batch: Batch) throws
  /// Takes a new line in, as a back-order, and gives it its number.
  func accept(_ line: OrderLine) throws -> LineNumber
  /// Places a line that was just accepted, or waits, as the batch's newest allocation.
  func place(
    _ line: OrderLine,
    number: LineNumber,
    on batch: Batch,
    after previous: LineNumber?
  ) throws
  /// Makes the batch's newest allocation a back-order of its old age.
  func takeOff(_ allocation: Allocation, from batch: Batch) throws
  /// Keeps a line as cancelled; its place in its batch's chain stays until the chain is cut there.
  func cancel(_ line: OrderLine, was state: KnownLine.State) throws
  /// Says that the chain was cut behind a line that had been cancelled.
  func cut(_ cancelled: Allocation) throws
}
