import Foundation
import ServiceLayer
import SystemTestSupport
import Testing

/// The memory and open files that one process keeps, night after night.
struct FlatNightsTests {
  @Test func `memory and open files do not grow with the nights`() throws {
    try Installation.lend { installation in
      let started = try #require(UTCTime.seconds("2026-11-23T02:00:00Z"))
      func play(_ nights: Range<Int>) throws {
        for night in nights {
          try installation.drop(files(night))
          try installation.execute(started: started + night * 86_400, chunkRows: 500)
        }
      }
      try play(0..<8)
      let before = try (memory: residentKilobytes(), files: openFiles())
      try play(8..<28)
      let after = try (memory: residentKilobytes(), files: openFiles())
      // A released store may still be closing; one more per night would be twenty.
      #expect(abs(after.files - before.files) < 10)
      guard !Sanitizer.isActive else { return }
      // If each night kept its rows, twenty would leave twice this.
      #expect(after.memory - before.memory < 4 << 10, "KB more than before")
    }
  }

  /// A night's files, with rows of every outcome, as large as any other night's.
  private func files(_ night: Int) -> [String: Data] {
    let batches = (0..<20).map { "B-\(night)-\($0),SKU-\($0),\(night % 7 * 10),\n" }
    let orders = (0..<400).map { "O-\(night)-\($0),SKU-\($0 % 21),\($0 % 9)\n" }
    return [
      "batches.csv": Data(("ref,sku,qty,eta\n" + batches.joined()).utf8),
      "orders.csv": Data(("orderid,sku,qty\n" + orders.joined()).utf8),
      "orders-broken.csv": Data("orderid,sku,qty\n\"\(night)".utf8),
    ]
  }

  private func residentKilobytes() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
    return try #require(Int(line.filter(\.isNumber)))
  }

  private func openFiles() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
  }
}
