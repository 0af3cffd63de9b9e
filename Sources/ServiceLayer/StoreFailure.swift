/// An error of a store: what happened, and what to do about it.
package struct StoreFailure: Error, Equatable, CustomStringConvertible {
  /// What has to happen next; the exit code follows from it.
  package enum Kind: Equatable, Sendable {
    /// Another program is using the store; nothing changed, and a later attempt may succeed.
    case retry
    /// The store or backup that was named cannot be used here; another one must be named.
    case wrongUsage
    /// Something is wrong with the disk, the permissions or the file; the outcome of a commit in
    /// progress is unknown.
    case unusable
    /// The program has a bug.
    case fault
  }

  package let kind: Kind
  package let description: String

  package init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}
