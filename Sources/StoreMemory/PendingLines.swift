package import Domain

/// An order line that was accepted in this transaction and is not yet written.
package struct PendingLine: Sendable {
  package let number: LineNumber
  package let line: OrderLine
  package let source: RowSource
  /// The allocation, once there is one: the batch's number and reference, and the allocation before
  /// it.
  package fileprivate(set) var batch: Int?
  package fileprivate(set) var reference: BatchReference?
  package fileprivate(set) var previous: LineNumber?
  /// Whether an event handler has added it to the view, on that batch.
  package fileprivate(set) var isShown = false

  package init(number: LineNumber, line: OrderLine, source: RowSource) {
    self.number = number
    self.line = line
    self.source = source
  }

  /// The line as its product sees it.
  package var known: KnownLine {
    KnownLine(
      quantity: line.quantity,
      state: reference.map { .allocated(to: $0) } ?? .waiting(number)
    )
  }
}

/// The order lines that are not yet written, in the order of their numbers; they are found by key.
package struct PendingLines: Sendable {
  package private(set) var lines: [PendingLine] = []
  private var index = HashIndex()

  /// Makes room for some lines, so that they are not copied while their number grows.
  package init(expecting count: Int = 0) { lines.reserveCapacity(count) }

  package var isEmpty: Bool { lines.isEmpty }

  /// Gives access to all lines without a copy; iterating over the array would copy each line.
  package func withLines<Result>(
    _ body: (UnsafeBufferPointer<PendingLine>) throws -> Result
  ) rethrows -> Result {
    try lines.withUnsafeBufferPointer(body)
  }

  /// Finds the line with a key.
  package mutating func find(_ key: LineKey) -> PendingLine? {
    lines.withUnsafeBufferPointer { lines in
      index.find(key.hash) {
        lines[$0].line.orderID == key.orderID && lines[$0].line.sku == key.sku
      }.map { lines[$0] }
    }
  }

  /// Adds a line that is not here yet, with the hash of its key.
  package mutating func append(_ line: consuming PendingLine, hash: UInt64) {
    index.append(hash)
    lines.append(line)
  }

  /// Allocates the line accepted last, if it has this number; returns whether it has.
  package mutating func placeLast(
    _ number: LineNumber,
    on batch: Batch,
    after previous: LineNumber?
  ) -> Bool {
    guard let last = lines.indices.last, lines[last].number == number else { return false }
    lines[last].batch = batch.number
    lines[last].reference = batch.reference
    lines[last].previous = previous
    return true
  }

  /// Marks the line accepted last as shown in the view, if it is this line on this batch.
  package mutating func showLast(_ line: OrderLine, on reference: BatchReference) -> Bool {
    guard lastIs(line, on: reference) else { return false }
    lines[lines.count - 1].isShown = true
    return true
  }

  /// Whether the line accepted last is this line on this batch.
  package func lastIs(_ line: OrderLine, on reference: BatchReference) -> Bool {
    // Texts are compared one by one: comparing whole values would copy the line at each call.
    lines.withUnsafeBufferPointer { lines in
      let last = lines.count - 1
      guard last >= 0, let placed = lines[last].reference else { return false }
      return placed.rawValue == reference.rawValue
        && lines[last].line.orderID.rawValue == line.orderID.rawValue
        && lines[last].line.sku.rawValue == line.sku.rawValue
        && lines[last].line.quantity == line.quantity
    }
  }

  /// The positions of the lines shown in the view, in the order of its key, so that the database
  /// fills its pages one after the other.
  package func shownByKey() -> [Int] {
    lines.withUnsafeBufferPointer { lines in
      var positions = lines.indices.filter { lines[$0].isShown }
      positions.sortNearlySorted { left, right in
        lines[left].line.orderID == lines[right].line.orderID
          ? lines[left].line.sku.rawValue < lines[right].line.sku.rawValue
          : lines[left].line.orderID.rawValue < lines[right].line.orderID.rawValue
      }
      return positions
    }
  }

  /// The positions of the back-orders.
  package func waiting() -> [Int] {
    lines.withUnsafeBufferPointer { lines in lines.indices.filter { lines[$0].batch == nil } }
  }
}

extension Array {
  /// Sorts elements that are mostly sorted already, such as lines whose order ids rise but whose
  /// skus do not.
  ///
  /// This is an insertion sort. When elements move too far, the standard sort takes over.
  fileprivate mutating func sortNearlySorted(by areInOrder: (Element, Element) -> Bool) {
    var movesLeft = 4 * count
    for next in indices.dropFirst() {
      let element = self[next]
      var place = next
      while place > 0, areInOrder(element, self[place - 1]) {
        self[place] = self[place - 1]
        place -= 1
      }
      self[place] = element
      movesLeft -= next - place
      guard movesLeft >= 0 else { return sort(by: areInOrder) }
    }
  }
}
