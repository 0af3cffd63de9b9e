import Foundation
import SystemTestSupport
import Testing

/// A database that was damaged between two nights.
struct DamageTests {
  private static let pageSize = 8192

  /// Damage to a page that SQLite can detect; it has no checksums of the content of rows.
  private enum Damage: CaseIterable {
    case flipped, zeroed, cutOff

    func strike(_ page: Range<Int>, of data: inout Data) {
      switch self {
      case .flipped: for place in page.prefix(12) { data[place] ^= 0xFF }
      case .zeroed: data.resetBytes(in: page)
      case .cutOff: data.removeSubrange(page.lowerBound...)
      }
    }
  }

  /// Everything except files that readers change: the lock file and SQLite's shared memory.
  private func kept(in root: Root) throws -> [String: Data] {
    try root.everything().filter { path, content in
      path != "allot.lock" && path != "allot.sqlite-shm"
        && !(path == "allot.sqlite-wal" && content.isEmpty)
    }
  }

  /// Damages a sample of the pages; `ALLOT_CRASH_EVERY=1` goes through all.
  @Test func `a database with a damaged page exits 74, and nothing is changed`() throws {
    try Scenario.lend(.second) { scenario in
      try scenario.lend { root in
        let database = root.folder.appending(path: "allot.sqlite")
        let sound = try Data(contentsOf: database)
        #expect(sound.count > 20 * Self.pageSize)
        let pages = stride(from: 0, to: sound.count, by: Self.pageSize).map {
          $0..<$0 + Self.pageSize
        }
        let trials = Damage.allCases.flatMap { damage in
          // An empty file is not damaged: it is a database that was never created.
          pages.filter { damage != .cutOff || $0.lowerBound > 0 }.map { (damage, $0) }
        }
        for (damage, page) in sample(trials, every: 5) {
          var damaged = sound
          damage.strike(page, of: &damaged)
          try damaged.write(to: database)
          let before = try kept(in: root)
          let ended = try scenario.night.run(on: root)
          let place = "page \(page.lowerBound / Self.pageSize + 1), \(damage)"
          #expect(ended.code == 74, "\(place): \(ended)")
          #expect(ended.errors.contains("allot.sqlite is damaged"), "\(place): \(ended)")
          #expect(ended.errors.contains("restore a backup and run it again"), "\(place): \(ended)")
          expectAdvice(in: ended, naming: root, after: place)
          #expect(try kept(in: root) == before, "\(place)")
        }
        try sound.write(to: database)
        try scenario.expectRecovery(of: root, after: "a backup was put in the place of damage")
      }
    }
  }
}
