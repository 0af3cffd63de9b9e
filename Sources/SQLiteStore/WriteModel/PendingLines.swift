import Domain

/// An order line that was accepted in this transaction and is not written yet.
struct PendingLine: Sendable {
  let number: LineNumber
  let line: OrderLine
  let importID: Int
  let fileLine: Int
  /// Its place, once it has one: the batch's number and reference, and the allocation before.
  var batch: Int?
  var reference: BatchReference?
  var previous: LineNumber?

  var known: KnownLine {
    KnownLine(
      quantity: line.quantity,
      state: reference.map { .allocated(to: $0) } ?? .waiting(number)
    )
  }
}

/// The lines that wait to be written, in the order of their numbers and by key.
struct PendingLines: Sendable {
  private(set) var lines: [PendingLine] = []
  private var index = HashIndex()

  var isEmpty: Bool { lines.isEmpty }

  /// Finds the line of a key.
  mutating func find(_ key: LineKey) -> PendingLine? {
    lines.withUnsafeBufferPointer { lines in
      index.find(key.hash) {
        lines[$0].line.orderID == key.orderID && lines[$0].line.sku == key.sku
      }.map { lines[$0] }
    }
  }

  /// Takes in a line that is not here yet, with the hash of its key.
  mutating func append(_ line: PendingLine, hash: UInt64) {
    index.append(hash)
    lines.append(line)
  }

  /// Places the line accepted last, if it is the one of this number.
  mutating func placeLast(
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

  /// Whether the line accepted last is this one: then its own row tells of its allocation.
  func lastIs(_ line: OrderLine) -> Bool {
    lines.withUnsafeBufferPointer { !$0.isEmpty && $0[$0.count - 1].line == line }
  }

  /// The positions of the allocated lines in the order of the view's key, so that its pages are
  /// filled one by one.
  func allocatedByKey() -> [Int] {
    lines.withUnsafeBufferPointer { lines in
      var positions = lines.indices.filter { lines[$0].batch != nil }
      positions.sortNearlySorted { left, right in
        lines[left].line.orderID == lines[right].line.orderID
          ? lines[left].line.sku.rawValue < lines[right].line.sku.rawValue
          : lines[left].line.orderID.rawValue < lines[right].line.orderID.rawValue
      }
      return positions
    }
  }

  /// The positions of the lines that wait.
  func waiting() -> [Int] {
    lines.withUnsafeBufferPointer { lines in lines.indices.filter { lines[$0].batch == nil } }
  }
}

extension Array {
  /// Sorts what is mostly in order already, such as lines of rising orders whose skus are not.
  ///
  /// Each element then moves a place or two; where it is not so, the library's sort takes over.
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
