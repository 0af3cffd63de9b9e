import Foundation
import Pipeline
import ServiceLayer
import Testing

/// Two years of a real company's orders, with a month in each night.
@Suite(
  .enabled(
    if: SharedData.northwind != nil,
    "SKIPPED: there is no data/northwind in ALLOT_SHARED or ../shared"
  )
)
struct NorthwindTests {
  @Test func `the nights give the expected allocations, and a repeat changes nothing`() throws {
    let northwind = try #require(SharedData.northwind)
    let expected = try Data(contentsOf: northwind.appending(path: "expected/allocations.csv"))
    let nights = try FileManager.default.contentsOfDirectory(atPath: northwind.path)
      .filter { $0.hasPrefix("night-") }.sorted()
    #expect(nights.count > 20)
    try Installation.lend { installation in
      var started = try #require(UTCTime.seconds("2026-01-01T02:00:00Z"))
      func play() throws {
        for night in nights {
          try installation.drop(contents(of: northwind.appending(path: night)))
          let summaries = try installation.execute(started: started)
          expectBalance(summaries)
          #expect(summaries.flatMap(\.needsHuman) == [])
          started += 86_400
        }
        let found = try installation.file("reports/latest/allocations.csv")
        let differences = differences(
          expected: ["allocations.csv": expected],
          found: ["allocations.csv": found]
        )
        #expect(differences == "")
        #expect(try installation.viewDifferences() == [])
      }

      try play()
      try play()

      try installation.store().rebuildView()
      try installation.execute(.report, started: started)
      #expect(try installation.file("reports/latest/allocations.csv") == expected)
    }
  }
}
