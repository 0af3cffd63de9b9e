import MorningPage
import ServiceLayer

extension Morning {
  /// 1998-07-01 at 02:00 UTC.
  static let night = 899_258_400

  /// The first night of an empty root.
  static var empty: Morning {
    Morning(run: "19980701T020000Z", started: night, version: "1.2.3")
  }

  /// A night in which something is in every section.
  static var busy: Morning {
    filled(id: { "\($0)" }, reason: "qty '2.5' is not a whole number", todos: 2, rows: 12)
  }

  /// A night with the maximum of everything, and malicious texts.
  static var hostile: Morning {
    let texts = [
      "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'\"&<>{{head.title}}",
      "<\u{301}b onclick=alert(1)>", String(repeating: "\"", count: 255),
      String(repeating: "W", count: 255), "javascript:alert(1)",
    ]
    return filled(
      id: { texts[$0 % texts.count] },
      reason: String(repeating: "<&\"'", count: 100),
      todos: 1000,
      rows: 200
    )
  }

  static func filled(
    id: (Int) -> String,
    reason: String = String(repeating: "<&\"'", count: 100),
    todos: Int = 1000,
    rows: Int
  ) -> Morning {
    var morning = empty
    morning.todos = (0..<todos).map { Todo(id($0), remedy: reason, example: reason) }
    morning.numbers.allocated = 21_448
    morning.numbers.deallocated = 300
    morning.numbers.waitingLines = 1234
    morning.numbers.waitingUnits = 123_456
    morning.numbers.newlyWaiting = 7
    morning.numbers.shortSkus = 345
    morning.numbers.orders = OrderCounts(complete: 8111, partly: 120, waiting: 44)
    morning.numbers.rows = RowCounts(applied: 21_400, unchanged: 12, deferred: 40, rejected: 50)
    morning.waitedBefore = 1230
    morning.trend = (0..<30).map { day in
      var numbers = NightNumbers()
      numbers.waitingLines = day * 7 % 13
      numbers.rows = RowCounts(
        applied: day * 900,
        unchanged: day,
        deferred: day % 3,
        rejected: day % 20
      )
      return Night(id: day, run: "", started: night - (29 - day) * 86_400, numbers: numbers)
    }
    morning.waiting = (0..<rows).map { row in
      WaitingLine(
        age: row,
        orderID: id(row),
        sku: id(row + 1),
        quantity: 1_000_000_000,
        ordered: "19980401T020000Z",
        since: "19980501T020000Z-2",
        free: 31,
        largest: 12,
        why: [WaitReason.none, .short, .split][row % 3]
      )
    }
    morning.deferredLines = rows
    morning.deferred = (0..<rows).map { row in
      LineNotAccepted(
        orderID: id(row),
        sku: id(row + 2),
        quantity: 5,
        file: id(row),
        line: row + 2,
        nights: 3,
        reason: reason
      )
    }
    morning.short = (0..<rows).map { row in
      ProductInShortage(sku: id(row), lines: 3, wanted: 1_000_000 - row, free: 31, largest: 12)
    }
    let late = (0..<rows).map { row in
      BatchToday(
        sku: id(row),
        reference: id(row),
        eta: "1998-03-10",
        purchased: 50,
        available: 15
      )
    }
    morning.late = LateBatches(batches: rows, promised: rows * 35, first: late)
    morning.demandNights = 28
    morning.demand = Demand(naming: 10)
    for row in 0..<rows {
      morning.demand.add(id(row), ordered: 5_000 - row, free: 10_000 + 300 * row)
    }
    morning.demand.add(id(0), ordered: 28, free: 0)
    morning.files = (0..<rows).map { row in
      FileLine(
        sender: row.isMultiple(of: 2) ? id(row) : "",
        file: id(row),
        state: row == 0 ? "failed" : "imported",
        counts: morning.numbers.rows,
        reason: reason,
        isFaulty: row < 2
      )
    }
    morning.expected = (0..<rows).map { row in
      ExpectedFile(
        file: id(row),
        isFaulty: row < 2,
        reason: row < 2 ? reason : "",
        lastSeen: row == 0 ? nil : night - row * 86_400,
        nights: (0..<14).map { day in
          ExpectedFile.Night(
            started: night - (13 - day) * 86_400,
            mark: ExpectedFile.Mark.allCases[(day + row) % 4]
          )
        }
      )
    }
    morning.causes = ["orders", "quantities"].map { kind in
      NightChanges.Cause(kind: kind, applied: 100, allocated: 10, deallocated: 3)
    }
    morning.removals = (0..<rows).map { row in
      Removal(
        orderID: id(row),
        sku: id(row),
        quantity: 4,
        reference: id(row),
        cause: "\(id(row)):2",
        now: "on \(id(row))"
      )
    }
    return morning
  }
}
