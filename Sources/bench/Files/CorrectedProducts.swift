/// Products whose first batch is corrected after the night: each has two batches, and ten order
/// lines that fill the first.
///
/// The lines are spread evenly over the whole night, so that a correction has to find lines that
/// are far apart. The products are the same for a night of any size.
struct CorrectedProducts {
  /// How many lines of each product wait after its first batch is halved.
  static let waitingEach = 3

  private static let linesEach = 10
  private static let lineQuantity = 10

  let count: Int

  func writeBatches(_ writer: TextWriter) {
    for product in 0..<count {
      writeBatch("FIRST", product, writer)
      writeSku(product, writer)
      writer.number(Self.linesEach * Self.lineQuantity)
      writer.text(",\n")
      writeBatch("SECOND", product, writer)
      writeSku(product, writer)
      writer.number(2 * Self.lineQuantity)
      writer.text(",2027-06-01\n")
    }
  }

  /// The product for which a line of the night is reserved; nil if it is not.
  func product(ofLine line: Int, of lines: Int) -> Int? {
    let distance = max(1, lines / (count * Self.linesEach))
    guard line % distance == 0, line / distance < count * Self.linesEach else { return nil }
    return line / distance % count
  }

  /// Writes the rest of a line, after the order's number.
  func writeLine(of product: Int, _ writer: TextWriter) {
    writeSku(product, writer)
    writer.number(Self.lineQuantity)
    writer.text("\n")
  }

  /// Writes the corrections: each first batch has only half its quantity.
  ///
  /// Five lines lose their allocation; two fit into the second batch, and three wait.
  func writeQuantities(to path: String) throws {
    try TextFile.write(path) { writer in
      writer.text("ref,qty\n")
      for product in 0..<count {
        writeBatch("FIRST", product, writer)
        writer.number(Self.linesEach * Self.lineQuantity / 2)
        writer.text("\n")
      }
    }
  }

  private func writeBatch(_ name: String, _ product: Int, _ writer: TextWriter) {
    writer.text(name)
    writer.text("-")
    writer.number(product, width: 6)
    writer.text(",")
  }

  private func writeSku(_ product: Int, _ writer: TextWriter) {
    writer.text("CORRECTED-")
    writer.number(product, width: 6)
    writer.text(",")
  }
}
