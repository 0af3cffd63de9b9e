/// Products whose first batch is corrected once the night is in: each has two batches, and ten
/// lines that fill the first.
///
/// The lines lie evenly over the whole night, so that a correction has to find lines far apart; and
/// all of it is the same however long the night.
struct CorrectedProducts {
  /// How many lines of each product wait once its batch holds half of what it held.
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

  /// The product that a line of the night is kept for, if it is.
  func product(ofLine line: Int, of lines: Int) -> Int? {
    let distance = max(1, lines / (count * Self.linesEach))
    guard line % distance == 0, line / distance < count * Self.linesEach else { return nil }
    return line / distance % count
  }

  /// Writes what stands behind the order's number.
  func writeLine(of product: Int, _ writer: TextWriter) {
    writeSku(product, writer)
    writer.number(Self.lineQuantity)
    writer.text("\n")
  }

  /// Writes the corrections: half of each first batch was bought.
  ///
  /// Five lines come off it, two find room in the second batch, and three wait.
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
