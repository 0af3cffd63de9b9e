import Domain

/// An order line that was accepted in this transaction and is not written yet.
struct PendingLine {
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
      state: reference.map { .allocated(to: $0) } ?? .waiting(number))
  }
}

/// The lines that wait to be written, in the order of their numbers and by key.
struct PendingLines {
  private(set) var lines: [PendingLine] = []
  private var byKey: [LineKey: Int] = [:]

  var isEmpty: Bool { lines.isEmpty }

  subscript(key: LineKey) -> PendingLine? { byKey[key].map { lines[$0] } }

  mutating func append(_ line: PendingLine) {
    byKey[LineKey(orderID: line.line.orderID, sku: line.line.sku)] = lines.count
    lines.append(line)
  }

  /// Places the line accepted last, if it is the one of this number.
  mutating func placeLast(
    _ number: LineNumber, on batch: Batch, after previous: LineNumber?
  ) -> Bool {
    guard let last = lines.indices.last, lines[last].number == number else { return false }
    lines[last].batch = batch.number
    lines[last].reference = batch.reference
    lines[last].previous = previous
    return true
  }

  /// Whether the line accepted last is this one: then its own row tells of its allocation.
  func lastIs(_ line: OrderLine) -> Bool { lines.last?.line == line }

  mutating func removeAll() {
    lines.removeAll(keepingCapacity: true)
    byKey.removeAll(keepingCapacity: true)
  }

  /// The allocated lines in the order of the view's key, so that pages are filled one by one.
  func allocatedByKey() -> [Int] {
    var positions = lines.indices.filter { lines[$0].batch != nil }
    func comesBefore(_ left: Int, _ right: Int) -> Bool {
      let (left, right) = (lines[left].line, lines[right].line)
      guard left.orderID == right.orderID else {
        return left.orderID.rawValue < right.orderID.rawValue
      }
      return left.sku.rawValue < right.sku.rawValue
    }
    positions.sort(by: comesBefore)
    return positions
  }
}
