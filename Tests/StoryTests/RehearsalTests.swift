import Foundation
import Pipeline
import ServiceLayer
import Testing

struct RehearsalTests {
  @Test(arguments: Story.all)
  func `a dry run reports what the import then does, and changes nothing`(story: Story) throws {
    try Installation.lend { installation in
      try installation.execute(.report, started: 0)
      for night in story.nights {
        try installation.drop(night.inbox())
        let files = try installation.visibleFiles()
        let tables = try installation.tables()

        let rehearsed = try installation.rehearse(started: night.started)

        #expect(differences(expected: files, found: try installation.visibleFiles()) == "")
        #expect(try installation.tables() == tables)
        let done = try installation.execute(.import, started: night.started)
        #expect(rehearsed.map(\.run) == done.map(\.run))
        #expect(rehearsed.map(\.files) == done.map(\.files))
        #expect(rehearsed.map(\.counts) == done.map(\.counts))
        // A dry run hands no rows back.
        #expect(
          rehearsed.map(\.needsHuman)
            == done.map { $0.needsHuman.filter { !$0.contains("the rejected rows") } }
        )
        #expect(rehearsed.map(\.state) == ["rehearsed"])
      }
    }
  }

  @Test func `a dry run gives each file to one run, even if one was stopped before choosing`()
    throws
  {
    try Installation.lend { installation in
      let started = UTCTime.seconds("2026-11-23T02:00:00Z") ?? 0
      try installation.drop(Data("ref,sku,qty,eta\nB1,LAMP,10,\n".utf8), as: "batches.csv")
      #expect(throws: Stopped.self) { try installation.execute(started: started) { true } }
      let rehearsed = try installation.rehearse(started: started + 86_400)
      #expect(rehearsed.map(\.counts.applied) == [1, 0])
      let real = try installation.execute(.import, started: started + 86_400)
      #expect(real.map(\.counts) == rehearsed.map(\.counts))
    }
  }

  @Test func `a dry run rehearses an interrupted run too, and leaves it interrupted`() throws {
    let night = try #require(Story.all.first { $0.name == "interrupted-run" }?.nights.first)
    try Installation.lend { installation in
      try installation.drop(night.inbox())
      var asked = 0
      #expect(throws: Stopped.self) {
        try installation.execute(
          started: night.started,
          chunkRows: 1,
          isStopping: {
            asked += 1
            return asked == 5
          }
        )
      }
      let files = try installation.visibleFiles()
      let tables = try installation.tables()

      let rehearsed = try installation.rehearse(started: night.started + 60)

      #expect(differences(expected: files, found: try installation.visibleFiles()) == "")
      #expect(try installation.tables() == tables)
      let done = try installation.execute(started: night.started + 60)
      #expect(rehearsed.map(\.files) == done.map(\.files))
      #expect(rehearsed.map(\.counts) == done.map(\.counts))
    }
  }

  @Test func `a dry run distinguishes a file in the inbox from a claimed one of its name`()
    throws
  {
    let started = UTCTime.seconds("2026-11-23T02:00:00Z") ?? 0
    try Installation.lend { installation in
      try installation.drop(Data("ref,sku,qty\nB1,LAMP,10\nB2,LAMP,5\n".utf8), as: "batches.csv")
      var asked = 0
      #expect(throws: Stopped.self) {
        try installation.execute(started: started, chunkRows: 1) {
          asked += 1
          return asked == 4
        }
      }
      let claimed = try contents(of: installation.root.appending(path: "inbox")).keys.sorted()
      #expect(claimed == [".processing/1/.copy", ".processing/1/batches.csv"])
      try installation.drop(Data("ref,sku,qty\nB3,VASE,1\n".utf8), as: "batches.csv")

      let rehearsed = try installation.rehearse(started: started + 60)

      #expect(rehearsed.map(\.counts.applied) == [2, 1])
      let real = try installation.execute(.import, started: started + 60)
      #expect(real.map(\.files) == rehearsed.map(\.files))
    }
  }
}
