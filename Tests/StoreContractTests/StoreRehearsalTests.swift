import Domain
import ServiceLayer
import SystemTestSupport
import TestSupport
import Testing

/// A rehearsal executes the real steps and keeps nothing, for every store.
struct StoreRehearsalTests {
  @Test(arguments: StoreKind.allCases)
  func `a rehearsal gives its result and keeps nothing`(kind: StoreKind) throws {
    try kind.withReopening { store, reopen in
      let openRun = try OpenRun(on: store)
      try openRun.handle(
        .batch("b1", "LAMP", 10),
        .order("o1", "LAMP", 6),
        .order("o2", "LAMP", 6)
      )
      let before = try Everything(store, openRun.run)
      let (verdicts, seen) = try store.rehearse {
        let rehearsal = try OpenRun(on: store)
        let verdicts =
          try rehearsal.handle(.batch("b2", "VASE", 3), .order("o3", "VASE", 3))
          + rehearsal.handle(.quantity("b1", 12), .cancel("o1", "LAMP"), .order("o4", "BED", 1))
        try store.transaction { work in
          try work.rows.keep(
            .deferred(RowSource(importID: rehearsal.importID, row: 5, line: 6))
          )
        }
        try rehearsal.publish()
        try rehearsal.finish()
        return (verdicts, try rehearsal.rows(.allocations))
      }
      #expect(
        verdicts == [.applied, .applied, .applied, .applied, .refused(.unknownSku("BED"))]
      )
      #expect(seen == [["o2", "LAMP", 6, "b1"], ["o3", "VASE", 3, "b2"]])
      #expect(try Everything(store, openRun.run) == before)
      #expect(try Everything(try reopen(), openRun.run) == before)
      // The rehearsed commands can then be executed.
      #expect(try openRun.handle(.batch("b2", "VASE", 3)) == [.applied])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a unit of work that throws in a rehearsal undoes only itself`(kind: StoreKind) throws {
    try kind.withStore { store in
      let openRun = try OpenRun(on: store)
      let seen = try store.rehearse {
        try openRun.handle(.batch("b1", "LAMP", 10), .order("o1", "LAMP", 6))
        #expect(throws: Abandoned()) {
          try store.transaction { work in
            try openRun.handle([.order("o2", "LAMP", 4)], in: work)
            throw Abandoned()
          }
        }
        try openRun.handle(.order("o3", "LAMP", 3))
        return try openRun.rows(.allocations)
      }
      #expect(seen == [["o1", "LAMP", 6, "b1"], ["o3", "LAMP", 3, "b1"]])
      #expect(try openRun.rows(.allocations) == [])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a rehearsal that throws keeps nothing either`(kind: StoreKind) throws {
    try kind.withStore { store in
      let openRun = try OpenRun(on: store)
      try openRun.handle(.batch("b1", "LAMP", 10))
      let before = try Everything(store, openRun.run)
      #expect(throws: Abandoned()) {
        try store.rehearse {
          try openRun.handle(.order("o1", "LAMP", 6))
          throw Abandoned()
        }
      }
      #expect(try Everything(store, openRun.run) == before)
    }
  }
}
