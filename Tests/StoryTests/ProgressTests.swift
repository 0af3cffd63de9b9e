import Pipeline
import Testing

/// The progress of a long run, as a person at a terminal sees it.
struct ProgressTests {
  @Test func `each phase of a night is reported when it begins`() throws {
    try Installation.lend { installation in
      var phases: [RunPhase] = []
      func night(_ day: Int, _ files: [String: String]) throws -> [String] {
        phases = []
        _ = try installation.night(day, files) { phases.append($0) }
        return phases.map(\.text)
      }
      let first = try night(1, ["orders.csv": "orderid,sku,qty\nO-1,LAMP,1\n"])
      #expect(
        first == [
          "waiting for files that are still being written", "orders.csv: reading",
          "orders.csv: checking", "orders.csv: importing", "writing the reports",
        ]
      )
      let second = try night(2, [:])
      #expect(
        second == [
          "waiting for files that are still being written", "orders.csv: trying rows again",
          "writing the reports",
        ]
      )
    }
  }

  @Test func `a phase is shown after two seconds, and rows are shown with their rate`() {
    var text = ProgressText()
    #expect(text.line(at: .seconds(9)) == nil)
    text.enter(.checking(file: "orders.csv"), at: .seconds(10))
    #expect(text.line(at: .milliseconds(11_900)) == nil)
    #expect(text.line(at: .seconds(12)) == "orders.csv: checking, 2 s")
    text.enter(.importing(file: "orders.csv"), at: .seconds(20))
    #expect(text.line(at: .seconds(21)) == nil)
    text.note(Progress(file: "orders.csv", rows: 9000, doneRows: 1000), at: .seconds(21))
    #expect(text.line(at: .seconds(22)) == "orders.csv: 1000 of 9000 rows")
    text.note(Progress(file: "orders.csv", rows: 9000, doneRows: 3000), at: .seconds(23))
    #expect(text.line(at: .seconds(23)) == "orders.csv: 3000 of 9000 rows, 1000 a second, 6 s left")
    text.note(Progress(file: "orders.csv", rows: 9000, doneRows: 9000), at: .seconds(25))
    #expect(text.line(at: .seconds(26)) == "orders.csv: 9000 of 9000 rows")
    text.enter(.writingReports, at: .seconds(26))
    #expect(text.line(at: .seconds(27)) == nil)
    #expect(text.line(at: .seconds(30)) == "writing the reports, 4 s")
  }
}
