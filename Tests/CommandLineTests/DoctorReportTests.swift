import Foundation
import SystemTestSupport
import Testing

/// The problems that `allot doctor` finds with reports, claimed files and the archive.
struct DoctorReportTests {
  private let files = FileManager.default

  @Test func `a restored backup that is older than the reports is reported`() throws {
    try Root.lendWithOneNight { root in
      let copy = root.folder.appending(path: "copy.sqlite")
      #expect(try root.allot("backup", copy.path).code == 0)
      try root.drop("orderid,sku,qty\nO-3,LAMP,1\n", as: "orders-2.csv")
      #expect(try root.night(2).code == 0)
      for ending in ["", "-wal", "-shm"] {
        try? files.removeItem(at: root.folder.appending(path: "allot.sqlite" + ending))
      }
      try files.moveItem(at: copy, to: root.folder.appending(path: "allot.sqlite"))

      let found = try root.diagnose("--read-archive")

      #expect(found.code == 1)
      #expect(
        found.trouble.filter { !$0.contains("settings: journal_mode") } == [
          "fault  reports: run \(Root.run(2)) was published but is not in the database, which is "
            + "older than its reports; was a backup restored, or did the disk lose what it had "
            + "confirmed? `allot restore` puts a newer backup in its place, and lists what to drop "
            + "again",
          "fault  reports: ROOT/reports/latest points at \(Root.run(2)), but the newest is "
            + "\(Root.run(1)); `allot report` writes new reports and points it there",
          "fault  archive: ROOT/archive/2026-11-24/orders-2.csv is not in the ledger: no run has "
            + "imported these bytes; was a backup of the database restored? `allot restore` lists "
            + "what to drop again",
        ]
      )
      try files.removeItem(at: root.folder.appending(path: "allot.sqlite"))
      #expect(
        try root.diagnose().trouble.filter { $0.hasPrefix("fault  reports: run ") }.count == 2
      )
    }
  }

  /// A disk that reported a sync that it had not done.
  @Test func `a log that lost its end is reported as older than the reports`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\nO-3,LAMP,1\n", as: "orders-2.csv")
      let run = try root.held(["run"] + Root.at(2), after: "symlink", on: "reports")
      try run.kill(on: root)
      let log = try FileHandle(forUpdating: root.folder.appending(path: "allot.sqlite-wal"))
      #expect(try log.seekToEnd() > 4 * 8216)
      // The header of the log, and frames that are not followed by a commit.
      try log.truncate(atOffset: 32 + 8216)
      try log.close()

      let found = try root.diagnose()

      #expect(found.code == 1)
      #expect(
        found.trouble.contains {
          $0.hasPrefix(
            "fault  reports: run \(Root.run(2)) was published but is not in the database, which is "
              + "older than its reports; was a backup restored, or did the disk lose what it had "
              + "confirmed?"
          )
        },
        "\(found)"
      )
    }
  }

  @Test func `incomplete reports and a dangling latest are reported`() throws {
    try Root.lendWithOneNight { root in
      let latest = root.folder.appending(path: "reports/latest")
      try files.removeItem(at: root.folder.appending(path: "reports/latest/stock.csv"))
      try files.removeItem(at: latest)
      let remedy = "`allot report` writes new reports and points it there"
      let lacking =
        "fault  reports: ROOT/reports/\(Root.run(1)) lacks stock.csv; a report is published "
        + "whole: somebody removed that; `allot report` writes a new one"
      let found = try root.diagnose()
      #expect(found.code == 1)
      #expect(
        found.trouble == [
          lacking, "fault  reports: ROOT/reports/latest is not there; \(remedy)",
        ]
      )
      try files.createSymbolicLink(atPath: latest.path, withDestinationPath: "no\nsuch")
      #expect(
        try root.diagnose().trouble == [
          lacking,
          #"fault  reports: ROOT/reports/latest points at no\x0Asuch, where no report is; "#
            + remedy,
        ]
      )
      try files.removeItem(at: latest)
      try files.createDirectory(at: latest, withIntermediateDirectories: false)
      #expect(
        try root.diagnose().trouble == [
          lacking,
          "fault  reports: ROOT/reports/latest is not a link; move it away: the next run makes the "
            + "link",
        ]
      )
    }
  }

  @Test func `an unknown claimed file and the remains of a dead run are reported`() throws {
    try Root.lendWithOneNight { root in
      for path in [
        "inbox/.processing/orders-\u{1B}[2J.csv", "reports/.allot-stock.csv.part",
        ".allot-copy.sqlite.part",
      ] {
        try "x".write(
          to: root.folder.appending(path: path),
          atomically: false,
          encoding: .utf8
        )
      }
      try root.drop("orderid,sku,qty\nO-3,LAMP,1\n", as: "orders-2.csv")
      let found = try root.diagnose()
      #expect(found.code == 1)
      #expect(
        found.trouble == [
          #"fault  run: ROOT/inbox/.processing/orders-\x1B[2J.csv is claimed, but no "#
            + "unfinished run knows it; was a backup restored, or the file put there by hand? the "
            + "next run gives it back to the inbox and imports it",
          "note   leftovers: ROOT/.allot-copy.sqlite.part was left half-written; it can be removed",
          "note   leftovers: ROOT/reports/.allot-stock.csv.part was left half-written; the next "
            + "run removes it",
        ]
      )
      #expect(found.lines.contains("ok     inbox: 1 file waits for the next run"))
    }
  }

  @Test func `a changed archived file is found when the archive is read`() throws {
    try Root.lendWithOneNight { root in
      try "orderid,sku,qty\n".write(
        to: root.folder.appending(path: "archive/2026-11-23/orders.csv"),
        atomically: false,
        encoding: .utf8
      )
      #expect(try root.diagnose().trouble == [])
      let found = try root.diagnose("--read-archive")
      #expect(found.code == 1)
      #expect(
        found.trouble == [
          "fault  archive: ROOT/archive/2026-11-23/orders.csv is not what was imported: its bytes "
            + "have changed; put the file back from a backup; what was imported of it holds"
        ]
      )
    }
  }
}
