import Foundation
import SystemTestSupport
import Testing

/// A missing database whose reports and archive exist.
struct LostDatabaseTests {
  enum Loss: String, CaseIterable, CustomTestStringConvertible {
    case gone, empty

    var testDescription: String { rawValue }

    func strike(_ database: URL) throws {
      for ending in ["-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: database.path + ending)
      }
      switch self {
      case .gone: try FileManager.default.removeItem(at: database)
      case .empty: try Data().write(to: database)
      }
    }
  }

  @Test(arguments: Loss.allCases)
  func `a lost database is not silently replaced by a new one`(loss: Loss) throws {
    try Scenario.lend(.second) { scenario in
      try scenario.lend { root in
        let database = root.folder.appending(path: "allot.sqlite")
        let sound = try Data(contentsOf: database)
        try loss.strike(database)
        for arguments in [
          scenario.night.arguments(for: root), ["report", "--root", root.path],
          ["import", "--root", root.path], ["import", "--dry-run", "--root", root.path],
        ] {
          let before = try kept(in: root)
          let ended = try Program.run(arguments)
          #expect(ended.code == 74, "\(ended)")
          #expect(
            ended.errors.hasPrefix(
              """
              allot: \(root.path)/allot.sqlite is \(loss), but runs have been here \
              (\(root.path)/reports/\(Root.run(1))): restore a backup and run it again; \
              to start over, move reports and archive away first; nothing was changed\n
              """
            ),
            "\(ended)"
          )
          #expect(try kept(in: root) == before)
        }
        try sound.write(to: database)
        try scenario.expectRecovery(of: root, after: "a backup was put in the place of the loss")
      }
    }
  }

  @Test func `an archive is enough to detect a lost database, and can be moved away`()
    throws
  {
    try Root.lend { root in
      try root.drop("ref,sku,qty,eta\nB1,LAMP,10,\n", as: "batches.csv")
      #expect(try Program.run(["import", "--root", root.path] + Root.at(1)).code == 0)
      try Loss.gone.strike(root.folder.appending(path: "allot.sqlite"))
      let refused = try root.night(2)
      #expect(refused.code == 74, "\(refused)")
      #expect(refused.errors.contains("(\(root.path)/archive/2026-11-23)"), "\(refused)")
      let doctor = try root.allot("doctor")
      #expect(doctor.code == 74, "\(doctor)")
      #expect(doctor.output.contains("fault  database: \(root.path)/allot.sqlite is gone"))
      try FileManager.default.moveItem(
        at: root.folder.appending(path: "archive"),
        to: root.folder.appending(path: "archive-of-old")
      )
      #expect(try root.night(2).code == 0)
    }
  }

  /// The database of a killed first night, and files put there by people, are not traces of a run.
  @Test func `a first night that died before it began is started again`() throws {
    try Root.lend { root in
      try root.drop("ref,sku,qty,eta\nB1,LAMP,10,\n", as: "batches.csv")
      for path in ["archive", "archive/of-old", "reports", "reports/drafts"] {
        try FileManager.default.createDirectory(
          at: root.folder.appending(path: path),
          withIntermediateDirectories: false
        )
      }
      try Data().write(to: root.folder.appending(path: "allot.sqlite"))
      #expect(try root.night(1).code == 0)
      #expect(try root.names("reports") == [Root.run(1), "drafts", "latest"])
    }
  }

  /// Everything but the lock.
  private func kept(in root: Root) throws -> [String: Data] {
    try root.everything().filter { $0.key != "allot.lock" }
  }
}
