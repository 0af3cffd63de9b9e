import Domain

/// The lines that the next commands ask for, as they were looked up in one go.
struct ExpectedLines {
  private var keys: [LineKey] = []
  private var lines: [KnownLine?] = []
  private var index = HashIndex()

  /// The line of a key, which may be none; nil where it was not looked up.
  mutating func find(_ key: LineKey) -> KnownLine?? {
    index.find(key.hash) { keys[$0].orderID == key.orderID && keys[$0].sku == key.sku }
      .map { lines[$0] }
  }

  mutating func append(_ line: KnownLine?, of key: LineKey) {
    index.append(key.hash)
    keys.append(key)
    lines.append(line)
  }

  /// Something has changed: what was looked up may not hold any more.
  mutating func removeAll() {
    if !keys.isEmpty { self = ExpectedLines() }
  }
}
