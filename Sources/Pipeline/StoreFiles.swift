/// The files that a store keeps beside its database, by the suffixes of their names.
package struct StoreFiles: Sendable {
  /// Files that hold a part of the content; they are moved with the database.
  package let content: [String]
  /// Files that the store recreates if they are missing.
  package let scratch: [String]

  package init(content: [String] = [], scratch: [String] = []) {
    self.content = content
    self.scratch = scratch
  }
}
