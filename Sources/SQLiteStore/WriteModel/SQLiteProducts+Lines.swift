import Domain
import GRDB
import ServiceLayer

extension SQLiteProducts {
  func prepare(for commands: [Command?]) throws {
    try loadProducts(for: commands)
    try lookUpLines(of: commands)
  }

  /// Looks up those of the lines that may be known, in the order in which they are written.
  private func lookUpLines(of commands: [Command?]) throws {
    expected.removeAll()
    guard let filter else { return }
    var keys: [LineKey] = []
    for case .allocate(let command) in commands where filter.mayContain(command.line.orderID) {
      let key = LineKey(orderID: command.line.orderID, sku: command.line.sku)
      if filter.mayContain(key) { keys.append(key) }
    }
    // A few are looked up as they come.
    guard keys.count > 8 else { return }
    keys.sort {
      $0.orderID == $1.orderID
        ? $0.sku.rawValue < $1.sku.rawValue : $0.orderID.rawValue < $1.orderID.rawValue
    }
    try connection.lookAtOneState { db in
      for question in LineQuestion.all where !keys.isEmpty {
        var isAnswered = [Bool](repeating: false, count: keys.count)
        try db.rows(question.sql, for: keys.indices) { row, place in
          row.bind(keys[place].orderID.rawValue)
          row.bind(keys[place].sku.rawValue)
        } _: { place, row in
          expected.append(question.line(row), of: keys[place])
          isAnswered[place] = true
        }
        keys = zip(keys, isAnswered).compactMap { key, isAnswered in isAnswered ? nil : key }
      }
    }
    for key in keys { expected.append(nil, of: key) }
  }

  /// Looks a line up among those that are written.
  func writtenLine(_ key: LineKey) throws -> KnownLine? {
    var line: KnownLine?
    for question in LineQuestion.all where line == nil {
      try connection.look { db in
        try db.rows(question.sql, for: CollectionOfOne(key)) { row, key in
          row.bind(key.orderID.rawValue)
          row.bind(key.sku.rawValue)
        } _: { _, row in
          line = question.line(row)
        }
      }
    }
    return line
  }

  /// The oldest back-order that fits, and whether any waits at all.
  ///
  /// Back-orders are kept by quantity and age: a step for each quantity that some line wants,
  /// not for each line.
  func oldestBackorder(
    of sku: Sku,
    fitting quantity: Int
  ) throws -> (oldest: Backorder?, anyWaits: Bool) {
    var oldest: Backorder?
    var wanted = 0
    while let row = try row(
      """
      SELECT qty, number, orderid FROM backorders WHERE sku = ? AND qty > ?
      ORDER BY qty, number LIMIT 1
      """,
      [sku.rawValue, wanted]
    ) {
      wanted = row[0]
      guard wanted <= quantity else { return (oldest, true) }
      let number = LineNumber(rawValue: row[1])
      if let oldest, oldest.number < number { continue }
      oldest = Backorder(
        number: number,
        line: OrderLine(orderID: OrderID(rawValue: row[2]), sku: sku, quantity: wanted)
      )
    }
    return (oldest, oldest != nil)
  }
}

/// Where a line may be written, and what a row there says of it.
private struct LineQuestion {
  let sql: String
  let line: (RawRow) -> KnownLine

  /// Every line is in just one of the three: in the view it is looked for first, where most are.
  static var all: [LineQuestion] {
    [
      LineQuestion(
        sql: "SELECT qty, batchref FROM allocations_view WHERE orderid = ? AND sku = ?"
      ) {
        KnownLine(
          quantity: $0.number(0),
          state: .allocated(to: BatchReference(rawValue: $0.text(1)))
        )
      },
      LineQuestion(sql: "SELECT qty, number FROM backorders WHERE orderid = ? AND sku = ?") {
        KnownLine(
          quantity: $0.number(0),
          state: .waiting(LineNumber(rawValue: $0.number(1)))
        )
      },
      LineQuestion(sql: "SELECT qty FROM cancelled_lines WHERE orderid = ? AND sku = ?") {
        KnownLine(quantity: $0.number(0), state: .cancelled)
      },
    ]
  }
}
