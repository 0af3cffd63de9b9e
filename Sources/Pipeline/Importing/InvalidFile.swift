import ServiceLayer

/// Why a file as a whole cannot be imported; nothing more of it is done.
struct InvalidFile: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }

  /// The name of a file says nothing; of a sender's, a rule could.
  static func unknownKind(of name: FileName) -> InvalidFile {
    guard let sender = name.sender else { return unknownKind }
    return InvalidFile(
      "\(unknownKind.description), or write a rule for files of \(sender) in allot.toml"
    )
  }

  private static let unknownKind = InvalidFile(
    """
    its name does not say what it holds: begin it with batches, quantities, etas, allocations, \
    orders, amendments or cancellations
    """
  )
}
