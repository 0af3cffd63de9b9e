import ServiceLayer

/// Why a whole file cannot be imported.
struct InvalidFile: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }

  /// The name of a file does not say its kind; for files of a sender, a rule could.
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
