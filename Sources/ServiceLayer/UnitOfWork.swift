package import Domain

/// The transaction around a chunk of commands: all that is done through it is committed, or nothing.
package protocol UnitOfWork: AnyObject {
  var products: any ProductRepository { get }
  var view: any AllocationsView { get }
  var ledger: any RowLedger { get }
}

/// Gives out products to be changed; the changes are saved with the unit of work.
package protocol ProductRepository: AnyObject {
  /// The row whose command is at work: lines and batches remember where they came from.
  var source: RowSource { get set }

  /// Told of the commands that come next, so that what they ask for can be looked up in one go; nil
  /// is a row that is none.
  func prepare(for commands: [Command?]) throws
  func get(_ sku: Sku) throws -> Product?
  /// The product that a batch, used up or not, belongs to.
  func get(holding reference: BatchReference) throws -> Product?
  func add(_ sku: Sku) throws -> Product
  /// The command that created a batch, where it is known.
  func creation(of reference: BatchReference) throws -> CreateBatch?
  /// Where a batch was first accepted, for the refusal of another of its name (rule 9).
  func origin(of reference: BatchReference) throws -> RowOrigin?
  /// Where a line was first accepted, for the refusal of another of its key (rule 9).
  func origin(of orderID: OrderID, _ sku: Sku) throws -> RowOrigin?
  /// Hands over what happened to the products given out, oldest first, each event once.
  func nextEvent() -> Event?
}

/// The read model: which line is allocated to which batch, kept by event handlers.
package protocol AllocationsView: AnyObject {
  func add(_ line: OrderLine, on reference: BatchReference) throws
  func remove(_ line: OrderLine, from reference: BatchReference) throws
}
