package import Domain

/// The order lines that the next commands will ask for, looked up with one query.
package struct ExpectedLines {
  private var keys: [LineKey] = []
  private var lines: [KnownLine?] = []
  private var index = HashIndex()

  package init() {}

  /// The line of a key, `.some(nil)` if there is no such line; nil if the key was not looked up.
  package mutating func find(_ key: LineKey) -> KnownLine?? {
    index.find(key.hash) { keys[$0].orderID == key.orderID && keys[$0].sku == key.sku }
      .map { lines[$0] }
  }

  package mutating func append(_ line: KnownLine?, of key: LineKey) {
    index.append(key.hash)
    keys.append(key)
    lines.append(line)
  }

  /// Forgets all lines, because a change may have made them out of date.
  package mutating func removeAll() {
    if !keys.isEmpty { self = ExpectedLines() }
  }
}
