package import Domain

/// The transaction around a chunk of commands: either all its changes are committed, or none.
package protocol UnitOfWork: AnyObject {
  var products: any ProductRepository { get }
  /// The events of the products in use that are not handled yet.
  var events: EventLog { get }
  var view: any AllocationsView { get }
  var changes: any ChangeRecorder { get }
  var rows: any RowRecorder { get }
  var origins: any OriginLookup { get }
  var deferredLines: any DeferredLines { get }

  /// Whether an order line, cancelled or not, or a batch is known.
  func knows(_ key: RowKey) throws -> Bool

  /// Announces the next commands, so that everything they need can be looked up together; nil
  /// stands for a row without a command.
  func prepare(for commands: [Command?]) throws
}

/// Gives access to products; their changes are saved with the unit of work.
package protocol ProductRepository: AnyObject {
  func get(_ sku: Sku) throws -> Product?
  /// The product to which a batch belongs, used up or not.
  func get(holding reference: BatchReference) throws -> Product?
  func add(_ sku: Sku) throws -> Product
  /// What is known about an order line.
  ///
  /// A line whose sku is unknown can be known too: it was cancelled while it was deferred.
  func line(_ orderID: OrderID, _ sku: Sku) throws -> KnownLine?
  /// Stores a deferred line as cancelled; the line must not be known yet.
  func withdraw(_ deferred: DeferredLine, from origin: Origin) throws
  /// The skus of an order's known lines, including cancelled ones, in byte order.
  func skus(in orderID: OrderID) throws -> [Sku]
  /// The command that created a batch; nil if the batch is not known.
  func creation(of reference: BatchReference) throws -> CreateBatch?
}

/// The read model of which order line is allocated to which batch; updated by event handlers.
package protocol AllocationsView: AnyObject {
  func add(_ line: OrderLine, on reference: BatchReference) throws
  func remove(_ line: OrderLine, from reference: BatchReference) throws
}

/// The order lines that deferred rows will create.
package protocol DeferredLines: AnyObject {
  /// The lines of an order, by sku in byte order.
  ///
  /// If several rows would create the same line, the oldest row counts.
  func lines(of orderID: OrderID) throws -> [DeferredLine]
  /// Closes the rows that would create a line, because the line was cancelled.
  func close(_ orderID: OrderID, _ sku: Sku) throws
}

/// Finds the rows that created order lines and batches, for the message of a refusal (rule 9).
package protocol OriginLookup: AnyObject {
  func origin(of reference: BatchReference) throws -> FilePosition?
  func origin(of orderID: OrderID, _ sku: Sku) throws -> FilePosition?
}
