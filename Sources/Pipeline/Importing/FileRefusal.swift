/// Why a file as a whole cannot be imported; nothing more of it is done.
struct FileRefusal: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }

  static let unknownKind = FileRefusal(
    """
    its name does not say what it holds: begin it with batches, quantities, etas, allocations, \
    orders or cancellations
    """
  )
}

/// A file was changed after it was checked; the rows of committed chunks stay.
struct FileChanged: Error, CustomStringConvertible {
  var description: String { "it was changed while it was being read" }
}
