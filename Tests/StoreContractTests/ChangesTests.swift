import Domain
import ServiceLayer
import SystemTestSupport
import TestSupport
import Testing

/// The changes since the last published report, in the order in which they happened.
struct ChangesTests {
  /// The complete history of some lines in steps, with the changes that each step adds.
  static let story: [(Command, [[ReportValue]])] = [
    (.batch("b1", "LAMP", 10), []),
    (.order("o1", "LAMP", 6), [["o1", "LAMP", 6, "b1", "allocated"]]),
    (.order("o2", "LAMP", 4), [["o2", "LAMP", 4, "b1", "allocated"]]),
    (.order("o3", "LAMP", 5), []),
    (
      .quantity("b1", 9),
      [["o2", "LAMP", 4, "b1", "deallocated"]]
    ),
    (.batch("b2", "VASE", 3), []),
    (.order("o4", "VASE", 3), [["o4", "VASE", 3, "b2", "allocated"]]),
    (
      .batch("b3", "LAMP", 5, eta: "2026-12-01"),
      [["o2", "LAMP", 4, "b3", "allocated"]]
    ),
    (.place("o5", "LAMP", 2, on: "b1"), [["o5", "LAMP", 2, "b1", "allocated"]]),
    (
      .cancel("o1", "LAMP"),
      [["o1", "LAMP", 6, "b1", "deallocated"], ["o3", "LAMP", 5, "b1", "allocated"]]
    ),
    (.order("o6", "LAMP", 1), [["o6", "LAMP", 1, "b1", "allocated"]]),
    (
      .quantity("b1", 0),
      [
        ["o3", "LAMP", 5, "b1", "deallocated"], ["o5", "LAMP", 2, "b1", "deallocated"],
        ["o6", "LAMP", 1, "b1", "deallocated"], ["o6", "LAMP", 1, "b3", "allocated"],
      ]
    ),
    (.cancel("o4", "VASE"), [["o4", "VASE", 3, "b2", "deallocated"]]),
    (.order("o7", "VASE", 2), [["o7", "VASE", 2, "b2", "allocated"]]),
    (.cancel("o5", "LAMP"), []),
  ]

  @Test(arguments: StoreKind.allCases, 1...story.count)
  func `changes are in the order they happened, however rows are grouped`(
    kind: StoreKind,
    chunk: Int
  ) throws {
    try kind.withReopening { store, reopen in
      let openRun = try OpenRun(on: store)
      var at = store
      var rest = Self.story[...]
      while !rest.isEmpty {
        // Sometimes another process, which has nothing in memory, continues.
        if rest.count % 2 == 1 { at = try reopen() }
        let verdicts = try openRun.handle(rest.prefix(chunk).map(\.0), on: at)
        #expect(verdicts.allSatisfy { $0 == .applied })
        rest = rest.dropFirst(chunk)
      }
      #expect(try openRun.rows(.changes) == Self.story.flatMap(\.1))
      try expectSoundView(store)
    }
  }

  @Test(arguments: StoreKind.allCases, 0...story.count)
  func `a published report has the changes before it, and not those after`(
    kind: StoreKind,
    published: Int
  ) throws {
    try kind.withStore { store in
      let first = try OpenRun(on: store)
      try first.handle(Self.story[..<published].map(\.0))
      #expect(try first.rows(.changes) == Self.story[..<published].flatMap(\.1))
      try first.publish()
      #expect(try first.rows(.changes) == [])
      try first.finish()
      let second = try OpenRun(on: store)
      try second.handle(Self.story[published...].map(\.0))
      #expect(try second.rows(.changes) == Self.story[published...].flatMap(\.1))
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `runs that publish nothing leave their changes for the next publication`(
    kind: StoreKind
  ) throws {
    try kind.withStore { store in
      let first = try OpenRun(on: store)
      try first.handle(.batch("b1", "LAMP", 10), .order("o1", "LAMP", 6))
      try first.finish()
      let second = try OpenRun(on: store)
      try second.handle(.order("o2", "LAMP", 3), .cancel("o1", "LAMP"))
      #expect(
        try second.rows(.changes) == [
          ["o1", "LAMP", 6, "b1", "allocated"], ["o2", "LAMP", 3, "b1", "allocated"],
          ["o1", "LAMP", 6, "b1", "deallocated"],
        ]
      )
    }
  }
}
