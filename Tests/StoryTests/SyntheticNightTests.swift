import Foundation
import Pipeline
import ServiceLayer
import Testing

/// A night of thousands of lines, a tenth of them broken.
@Suite(
  .enabled(
    if: SharedData.generator != nil && SharedData.python != nil,
    "SKIPPED: it needs python3, and bench/generate.py in ALLOT_SHARED or ../shared"
  )
)
struct SyntheticNightTests {
  @Test func `no row is lost, and corrected rejected rows are accepted`() throws {
    try Installation.lend { installation in
      let started = try #require(UTCTime.seconds("2026-11-23T02:00:00Z"))
      let night = try generate(lines: 20_000, skus: 500, badPercent: 10)
      let orders = csvRows(String(decoding: try #require(night["orders.csv"]), as: UTF8.self))

      try installation.drop(night)
      let first = try installation.execute(started: started)
      expectBalance(first)
      let counts = try #require(first.first?.files.first { $0.file == "orders.csv" })
      #expect(counts.rows == orders.count - 1)
      #expect(counts.rejected > 1000)
      #expect(counts.deferred > 100)

      let rejects = "orders.20261123T020000Z.csv"
      let rejected = csvRows(
        String(decoding: try installation.file("rejects/\(rejects)"), as: UTF8.self)
      )
      #expect(rejected.count - 1 == counts.rejected)
      let corrected = rejected.enumerated().map { $0 == 0 ? $1 : correct($1) }
      try installation.drop(Data(csvText(corrected).utf8), as: rejects)
      let second = try installation.execute(started: started + 86_400)
      expectBalance(second)
      let again = try #require(second.first?.files.first { $0.file == rejects })
      #expect(again.state == "imported")
      #expect(again.applied == counts.rejected)
      #expect(second.flatMap(\.needsHuman) == [])

      let broken = Set(rejected.dropFirst().compactMap { Int($0[$0.count - 3]) })
      let whole = zip(2..., orders.dropFirst()).filter { !broken.contains($0.0) }.map(\.1)
      try expectEachInOnePlace(
        whole + corrected.dropFirst().map { Array($0.prefix(3)) },
        installation
      )
      #expect(try installation.viewDifferences() == [])
    }
  }

  /// Expects every order row among the allocations, the back-orders or the deferred, once.
  private func expectEachInOnePlace(_ lines: [[String]], _ installation: Installation) throws {
    let placed = csvRows(try installation.report("allocations")).dropFirst()
    let waiting = csvRows(try installation.report("backorders")).dropFirst()
    let deferred = csvRows(try installation.report("rejects")).dropFirst()
    #expect(deferred.allSatisfy { $0[2] == "deferred" && $0[3] == "unknown-sku" })
    let known = lines.filter { !$0[1].hasPrefix("UNKNOWN-") }
    let unknown = lines.filter { $0[1].hasPrefix("UNKNOWN-") }
    #expect(
      (placed + waiting).map { Array($0.prefix(3)) }.sorted(by: precedes)
        == known.sorted(by: precedes)
    )
    #expect(deferred.map { $0[5] }.sorted() == unknown.map { $0[1] }.sorted())
  }

  private func precedes(_ left: [String], _ right: [String]) -> Bool {
    left.lexicographicallyPrecedes(right)
  }

  /// Writes a sensible value into each faulty cell, like a person who reads `allot_codes`.
  private func correct(_ row: [String]) -> [String] {
    // The surplus cells come after the three columns.
    let notes = Array(row.suffix(3))
    var cells = Array(row.dropLast(3))
    for code in notes[1].split(separator: " ") {
      switch code {
      case "too-many-cells": cells[3] = ""
      case "empty" where cells[0].isEmpty: cells[0] = "CORRECTED-\(notes[0])"
      default: cells[2] = "1"
      }
    }
    return cells + notes
  }

  private func csvText(_ rows: [[String]]) -> String {
    rows.map { row in
      row.map { cell in
        cell.contains { ",\"\n".contains($0) }
          ? "\"" + cell.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : cell
      }.joined(separator: ",") + "\n"
    }.joined()
  }

  private func generate(lines: Int, skus: Int, badPercent: Int) throws -> [String: Data] {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "allot-night-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let program = Process()
    program.executableURL = URL(filePath: try #require(SharedData.python))
    program.arguments = [
      try #require(SharedData.generator).path, "\(lines)", "\(skus)", folder.path, "--bad",
      "\(badPercent)",
    ]
    try program.run()
    program.waitUntilExit()
    try #require(program.terminationStatus == 0)
    return try contents(of: folder)
  }
}
