import Foundation
import Pipeline
import ServiceLayer
import Testing

/// Two files of one run that give a batch different values: the later one counts, and this is
/// reported.
struct ContradictingFilesTests {
  private static let batches = ["batches.csv": "ref,sku,qty\nB-1,LAMP,100\nB-2,RUG,5\n"]
  private static let quantities = [
    "quantities-10.csv": "ref,qty\nB-1,80\nB-2,5\nB-9,1\n",
    "quantities-9.csv": "ref,qty\nB-2,5\nB-1,90\nB-1,70\nB-9,x\n",
  ]
  private static let told = """
    batch 'B-1' has another qty in two quantities files: 90 in quantities-9.csv:3, 80 in \
    quantities-10.csv:2; the later one counts: check which is right
    """

  @Test func `the later quantity counts, and both places are reported`() throws {
    try Installation.lend { installation in
      _ = try installation.night(1, Self.batches)
      let second = try installation.night(2, Self.quantities)
      #expect(second.needsHuman.last == Self.told)
      #expect(try installation.report("stock").contains("B-1,LAMP,,80,0,80\n"))
      // Another night states a new fact, and so does a file whose name came before.
      let third = try installation.night(3, ["quantities.csv": "ref,qty\nB-1,60\n"])
      #expect(third.needsHuman == [])
    }
  }

  @Test func `etas are reported too, and many batches are counted`() throws {
    try Installation.lend { installation in
      let references = (1...6).map { "B-\($0)" }
      let batches = references.map { "\($0),LAMP,1\n" }.joined()
      _ = try installation.night(1, ["batches.csv": "ref,sku,qty\n" + batches])
      func etas(_ day: String) -> String {
        "ref,eta\n" + references.map { "\($0),\(day)\n" }.joined()
      }
      let summary = try installation.night(
        2,
        [
          "etas-a.csv": etas(""), "etas-b.csv": etas("2026-12-01"),
          "etas-c.csv": etas("2026-12-01"),
        ]
      )
      #expect(
        summary.needsHuman == (1...3).map {
          """
          batch 'B-\($0)' has another eta in two etas files: none in etas-a.csv:\($0 + 1), \
          2026-12-01 in etas-b.csv:\($0 + 1); the later one counts: check which is right
          """
        } + ["3 more differences between etas files"]
      )
    }
  }

  @Test func `rows of an earlier night are not compared; a dry run reports the same`() throws {
    try Installation.lend { installation in
      _ = try installation.night(1, Self.batches)
      let first = "ref,qty\nB-1,50\n"
      _ = try installation.night(2, ["quantities-1.csv": first])
      try installation.drop([
        "quantities-1.csv": Data((first + "B-2,7\n").utf8),
        "quantities-2.csv": Data("ref,qty\nB-1,40\nB-2,8\n".utf8),
      ])
      let told = """
        batch 'B-2' has another qty in two quantities files: 7 in quantities-1.csv:3, 8 in \
        quantities-2.csv:3; the later one counts: check which is right
        """
      let rehearsed = try installation.rehearse(started: Installation.started(3))
      #expect(rehearsed.map(\.needsHuman) == [[told]])
      #expect(
        try installation.execute(started: Installation.started(3)).map(\.needsHuman) == [[told]]
      )
    }
  }

  @Test func `a run stopped anywhere reports it at its end`() throws {
    for chance in 1...12 {
      try Installation.lend { installation in
        _ = try installation.night(1, Self.batches)
        try installation.drop(Self.quantities.mapValues { Data($0.utf8) })
        var asked = 0
        let stopped = try? installation.execute(started: Installation.started(2), chunkRows: 1) {
          asked += 1
          return asked == chance
        }
        let summaries = try stopped ?? installation.execute(started: Installation.started(3))
        #expect(summaries.first?.needsHuman.last == Self.told, "stopped at \(chance)")
      }
    }
  }
}
