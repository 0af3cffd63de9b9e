/// A batch, and the row that created it.
package struct KnownBatch: Equatable, Sendable {
  package let batch: BatchToday
  package let importID: Int
  package let line: Int

  package init(batch: BatchToday, importID: Int, line: Int) {
    self.batch = batch
    self.importID = importID
    self.line = line
  }
}
