import Domain
import ServiceLayer
import SystemTestSupport
import TestSupport
import Testing

/// The origin that a refusal names: the file and line in which a line or batch came first.
struct OriginTests {
  /// Commands, each in its own file, and the expected origin of their line.
  struct Story: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var before: [Command] = []
    var after: [Command]

    init(_ description: String, before: [Command] = [], after: [Command] = []) {
      testDescription = description
      self.before = before
      self.after = after
    }
  }

  static let stories = [
    Story("allocated", before: [.batch("b1", "LAMP", 10)]),
    Story(
      "allocated, with others after it",
      before: [.batch("b1", "LAMP", 10)],
      after: [.order("x", "LAMP", 2), .order("y", "LAMP", 2)]
    ),
    Story("waiting", before: [.batch("b1", "LAMP", 1)]),
    Story(
      "served later",
      before: [.batch("b1", "LAMP", 1)],
      after: [.batch("b2", "LAMP", 7)]
    ),
    Story(
      "cancelled while allocated",
      before: [.batch("b1", "LAMP", 10)],
      after: [.order("x", "LAMP", 1), .cancel("o1", "LAMP")]
    ),
    Story(
      "cancelled while waiting",
      before: [.batch("b1", "LAMP", 1)],
      after: [.cancel("o1", "LAMP")]
    ),
    Story(
      "cancelled, and its batch shrank",
      before: [.batch("b1", "LAMP", 10)],
      after: [.cancel("o1", "LAMP"), .order("x", "LAMP", 9), .quantity("b1", 1)]
    ),
    Story(
      "cancelled, and the chain cut after it",
      before: [
        .batch("b1", "LAMP", 10), .order("w", "LAMP", 3),
      ],
      after: [.cancel("o1", "LAMP"), .order("x", "LAMP", 1), .quantity("b1", 0)]
    ),
    Story(
      "taken off and waiting",
      before: [.batch("b1", "LAMP", 10)],
      after: [.quantity("b1", 1)]
    ),
    Story(
      "taken off and elsewhere",
      before: [.batch("b1", "LAMP", 10), .batch("b2", "LAMP", 10, eta: "2027-01-01")],
      after: [.quantity("b1", 0)]
    ),
    Story(
      "taken off, elsewhere and cancelled",
      before: [.batch("b1", "LAMP", 10), .batch("b2", "LAMP", 10, eta: "2027-01-01")],
      after: [.quantity("b1", 0), .order("x", "LAMP", 3), .cancel("o1", "LAMP")]
    ),
    Story(
      "on a batch used up by it",
      before: [.batch("b1", "LAMP", 4)],
      after: [.order("x", "LAMP", 3)]
    ),
  ]

  enum Seen: CaseIterable { case inTheSameTransaction, inTheNext, byAnotherProcess }

  @Test(arguments: StoreKind.allCases, stories)
  func `a known line's origin is the row in which it came first`(
    kind: StoreKind,
    story: Story
  ) throws {
    for seen in Seen.allCases {
      try kind.withReopening { store, reopen in
        let openRun = try OpenRun(on: store, file: "stock.csv")
        func origins(_ work: any UnitOfWork) throws -> [FilePosition?] {
          [try work.origins.origin(of: "o1", "LAMP"), try work.origins.origin(of: "b1")]
        }
        func play(_ work: any UnitOfWork) throws {
          try openRun.handle(story.before, in: work)
          try openRun.open("orders.csv")
          try openRun.handle([.cancel("o0", "LAMP"), .order("o1", "LAMP", 4)], in: work)
          try openRun.open("later.csv")
          let isCancelled = story.testDescription.contains("cancelled")
          let verdicts = try openRun.handle(story.after + [.order("o1", "LAMP", 5)], in: work)
          #expect(
            verdicts.last
              == .refused(
                .lineDiffers(
                  OrderLine("o1", "LAMP", 5),
                  first: 4,
                  today: 4,
                  isCancelled: isCancelled
                )
              )
          )
        }
        let found =
          switch seen {
          case .inTheSameTransaction:
            try store.transaction { work in
              try play(work)
              return try origins(work)
            }
          case .inTheNext:
            try {
              try store.transaction(play)
              return try store.transaction(origins)
            }()
          case .byAnotherProcess:
            try {
              try store.transaction(play)
              return try reopen().transaction(origins)
            }()
          }
        #expect(
          found == [
            FilePosition(file: "orders.csv", line: 3), FilePosition(file: "stock.csv", line: 2),
          ],
          "seen \(seen)"
        )
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `chains that share lines moved back and forth still end`(kind: StoreKind) throws {
    try kind.withReopening { store, reopen in
      let openRun = try OpenRun(on: store)
      func alone(_ commands: Command...) throws {
        try openRun.handle(commands, on: reopen())
      }
      try alone(.batch("b1", "LAMP", 10), .batch("b2", "LAMP", 0, eta: "2027-01-01"))
      try alone(.order("o1", "LAMP", 10))
      try alone(.quantity("b1", 0))
      try alone(.quantity("b2", 10))
      try alone(.quantity("b1", 10))
      try alone(.order("o2", "LAMP", 10))
      try alone(.quantity("b2", 0))
      try alone(.quantity("b2", 10))
      try alone(.quantity("b1", 0))
      try alone(.quantity("b1", 20))
      try reopen().transaction { work in
        let lines = try ["o1", "o2"].map {
          try work.origins.origin(of: OrderID(rawValue: $0), "LAMP")?.line
        }
        #expect(lines == [4, 8])
      }
    }
  }
}
