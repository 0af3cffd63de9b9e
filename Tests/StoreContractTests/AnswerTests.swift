import Domain
import ServiceLayer
import SystemTestSupport
import TestSupport
import Testing

/// Single queries about lines and rows, on every store.
struct AnswerTests {
  @Test(arguments: StoreKind.allCases)
  func `the lines of an order show their state and the rows that caused it`(
    kind: StoreKind
  ) throws {
    try kind.withReopening { store, reopen in
      let first = try OpenRun(on: store, file: "first.csv")
      try first.handle(
        .batch("b1", "LAMP", 10, eta: "2026-12-01"),
        .batch("b2", "VASE", 10),
        .order("o1", "LAMP", 4),
        .order("x", "LAMP", 2),
        .order("o1", "VASE", 11),
        .order("o1", "SOFA", 1),
        .batch("b3", "SOFA", 5),
        .order("o1", "SOFA", 5)
      )
      try first.finish()
      let second = try OpenRun(on: store, file: "second.csv")
      try second.handle(
        .order("y", "VASE", 20),
        .cancel("o1", "SOFA"),
        .order("z", "VASE", 30),
        .order("o1", "BED", 1),
        .batch("b4", "BED", 1),
        .order("o1", "BED", 2),
        .cancel("o1", "BED")
      )
      func ordered(_ file: String, _ line: Int, _ run: Run) -> RowPlace {
        RowPlace(file: file, line: line, run: run.name)
      }
      let run = (first.run, second.run)
      #expect(
        try reopen().answers.lines(of: "o1") == [
          LineToday(
            orderID: "o1",
            sku: "BED",
            quantity: 2,
            ordered: ordered("second.csv", 7, run.1),
            place: .cancelled(by: ordered("second.csv", 8, run.1), whileWaiting: true)
          ),
          LineToday(
            orderID: "o1",
            sku: "LAMP",
            quantity: 4,
            ordered: ordered("first.csv", 4, run.0),
            place: .allocated(
              BatchToday(
                sku: "LAMP",
                reference: "b1",
                eta: "2026-12-01",
                purchased: 10,
                available: 4
              )
            )
          ),
          LineToday(
            orderID: "o1",
            sku: "SOFA",
            quantity: 5,
            ordered: ordered("first.csv", 9, run.0),
            place: .cancelled(by: ordered("second.csv", 3, run.1), whileWaiting: false)
          ),
          LineToday(
            orderID: "o1",
            sku: "VASE",
            quantity: 11,
            ordered: ordered("first.csv", 6, run.0),
            place: .waiting(
              PlaceInQueue(
                since: run.0.name,
                sinceStarted: run.0.started,
                linesBefore: 0,
                unitsBefore: 0
              )
            )
          ),
        ]
      )
      #expect(
        try store.answers.lines(of: "z").map(\.place) == [
          .waiting(
            PlaceInQueue(
              since: run.1.name,
              sinceStarted: run.1.started,
              linesBefore: 2,
              unitsBefore: 31
            )
          )
        ]
      )
      #expect(try store.answers.lines(of: "o") == [])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `free stock lists the largest batches first and counts all`(kind: StoreKind) throws {
    try kind.withStore { store in
      try OpenRun(on: store).handle(
        .batch("b1", "LAMP", 3),
        .batch("b2", "LAMP", 7, eta: "2026-12-01"),
        .batch("b3", "LAMP", 0),
        .batch("b4", "LAMP", 7),
        .batch("b5", "LAMP", 9),
        .batch("c1", "VASE", 50),
        .order("o1", "LAMP", 3),
        .place("o2", "LAMP", 4, on: "b5")
      )
      #expect(
        try store.answers.freeStock(of: "LAMP", naming: 2)
          == FreeStock(
            batches: 3,
            units: 19,
            largest: [
              BatchToday(
                sku: "LAMP",
                reference: "b2",
                eta: "2026-12-01",
                purchased: 7,
                available: 7
              ),
              BatchToday(sku: "LAMP", reference: "b4", eta: nil, purchased: 7, available: 7),
            ]
          )
      )
      #expect(
        try store.answers.freeStock(of: "NOBODY", naming: 2)
          == FreeStock(batches: 0, units: 0, largest: [])
      )
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `open rows about orders are found by bytes of their cells`(kind: StoreKind) throws {
    try kind.withStore { store in
      let night = try OpenRun(on: store, file: "orders.csv")
      try store.transaction { work in
        for (row, cells) in ["O-1,LAMP,1", "O-2,LAMP,x", "O-1,VASE,2"].enumerated() {
          try work.rows.keep(
            KeptRow(
              source: RowSource(importID: night.importID, row: row + 1, line: row + 2),
              outcome: row == 1 ? .rejected : .deferred,
              triedIn: night.importID,
              cells: Array(cells.utf8),
              cellCount: 3,
              faults: []
            )
          )
        }
        try work.rows.close(line: 3, rejectedIn: night.importID)
      }
      func found(_ text: String) throws -> [Int] {
        var rows: [Int] = []
        try store.answers.openRows(of: [.orders], containing: Array(text.utf8)) {
          rows.append($0.source.row)
        }
        return rows
      }
      #expect(try found("O-1") == [1, 3])
      #expect(try found("VASE") == [3])
      #expect(try found("") == [1, 3])
      #expect(try found("O-2") == [])
    }
  }

  @Test(arguments: [1, 60_000]) func `a line is found however long the chain of its batch is`(
    lines: Int
  ) throws {
    try StoreKind.sqlite.withStore { store in
      let night = try OpenRun(on: store)
      try night.handle(.batch("b1", "LAMP", 1_000_000), .order("first", "LAMP", 1))
      try night.handle((0..<lines).map { .order(OrderID(rawValue: "o\($0)"), "LAMP", 1) })
      #expect(try store.answers.lines(of: "first").first?.ordered?.line == 3)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `the effect of a row is found by the import that tried it`(kind: StoreKind) throws {
    try kind.withReopening { store, reopen in
      let night = try OpenRun(on: store, file: "orders.csv")
      try night.handle(
        .batch("b1", "LAMP", 10, eta: "2026-12-01"),
        .order("o1", "LAMP", 4),
        .order("o1", "LAMP", 4),
        .order("o2", "LAMP", 9),
        .place("o3", "LAMP", 1, on: "b1"),
        .quantity("b1", 20),
        .cancel("o1", "LAMP"),
        .order("o4", "LAMP", 90)
      )
      let answers = try reopen().answers
      let first = night.importID
      func applied(_ row: Int) throws -> Int? {
        try answers.importThatApplied(row: row, among: [99, first])
      }
      // A new quantity shows that it served a line.
      #expect(try (1...8).map(applied) == [nil, first, nil, first, first, first, first, first])
      #expect(try answers.importThatCancelled("o1", importID: first, line: 8) == first)
      #expect(try answers.importThatCancelled("o1", importID: first, line: 7) == nil)
      #expect(
        try answers.batch("b1")
          == KnownBatch(
            batch: BatchToday(
              sku: "LAMP",
              reference: "b1",
              eta: "2026-12-01",
              purchased: 20,
              available: 10
            ),
            importID: first,
            line: 2
          )
      )
      #expect(try answers.batch("b2") == nil)
      #expect(try answers.firstBatch(of: "LAMP") == answers.batch("b1"))
      #expect(try answers.firstBatch(of: "VASE") == nil)
      #expect(
        try answers.lineCounts(broughtBy: [first, 99])
          == LineCounts(allocated: 2, waiting: 1, cancelled: 1)
      )
      let waiting = try answers.waiting()
      #expect(
        waiting == WaitingLines(lines: 1, units: 90, skus: 1, oldest: night.run.started)
      )
      let run = night.run.id
      #expect(try [run - 1, run, run + 1].map(answers.linesWaiting) == [0, 1, 1])
    }
  }
}
