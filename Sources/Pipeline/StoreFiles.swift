/// What a store keeps beside its database file, by what stands behind the name of that.
package struct StoreFiles: Sendable {
  /// Files that hold a part of the content: they go where the database goes.
  package let content: [String]
  /// Files that the store makes anew when they are missing.
  package let scratch: [String]

  package init(content: [String] = [], scratch: [String] = []) {
    self.content = content
    self.scratch = scratch
  }
}
