import Foundation
import GRDB
import Glibc
import SystemTestSupport
import Testing

/// A run that is stopped or killed at a known point.
struct StoppedRunTests {
  /// A call after which the run is stopped: during claiming, between and inside commits, during
  /// archiving, and during publication.
  struct Point: Sendable, CustomTestStringConvertible {
    let call: String
    let place: String
    /// The progress of the run in such calls.
    var part = 0.5
    var testDescription: String { "\(call) on \(place)" }
  }

  static let points = [
    Point(call: "flock", place: "allot.lock", part: 0),
    Point(call: "renameat2", place: "inbox/orders.csv"),
    Point(call: "fdatasync", place: "allot.sqlite-wal"),
    Point(call: "pwrite64", place: "allot.sqlite-wal", part: 0.8),
    Point(call: "fsync", place: "archive"),
    Point(call: "renameat2", place: "archive"), Point(call: "symlink", place: "reports"),
  ]

  private func stop(_ root: Root, at point: Point) throws -> Held {
    try root.held(SmallNight.arguments, after: point.call, on: point.place, at: point.part)
  }

  @Test(arguments: points)
  func `while a run is stopped, others are refused and readers get answers`(point: Point) throws {
    try SmallNight.lendUndisturbed { expected in
      try Root.lend { root in
        try SmallNight.drop(into: root)
        let run = try stop(root, at: point)
        let before = try root.everything().filter { !$0.key.hasPrefix("allot.") }

        for command in [["run"], ["import"], ["import", "--dry-run"], ["report"]] {
          let away = try Program.run(command + ["--root", root.path])
          let signature = point.call == "flock" ? "" : "(pid \(run.pid), since \(Root.run(1))) "
          #expect(
            away
              == Program.Ended(
                code: 75,
                errors: "allot: another run \(signature)is active\n"
              ),
            "\(command)"
          )
        }
        for reader in [
          ["history"], ["rejects"], ["view", "verify"], ["view", "show", "O-2"], ["doctor"],
        ] {
          let ended = try Program.run(reader + ["--root", root.path])
          // The order of a row that is not committed yet is not known yet.
          let codes: Set<Int32> = reader.contains("show") ? [0, 66] : [0]
          #expect(codes.contains(ended.code), "\(reader) \(ended)")
        }
        #expect(try root.everything().filter { !$0.key.hasPrefix("allot.") } == before)

        let ended = try run.resume()
        #expect(ended.code == 0, "\(ended)")
        try SmallNight.expectDone(root, like: expected)
      }
    }
  }

  /// The run is stopped while it writes the first page, creates the index of the log, or writes to
  /// it.
  @Test(arguments: ["journal", "shm", "wal"])
  func `a reader during the creation of the database finds nothing yet`(file: String) throws {
    try withStoppedRun(at: Point(call: "pwrite64", place: "allot.sqlite-\(file)", part: 0)) {
      root throws in
      #expect(
        try readers(of: root) == [
          Program.Ended(code: 0, output: "no run yet\n"),
          Program.Ended(
            code: 66,
            errors: "allot: order 'O-2' is not known: no line of it was accepted; "
              + "`allot rejects` lists the rows that wait\n"
          ),
        ]
      )
    }
  }

  private func withStoppedRun(at point: Point, _ body: (Root) throws -> Void) throws {
    try Root.lend { root in
      try SmallNight.drop(into: root)
      let run = try stop(root, at: point)
      try body(root)
      let ended = try run.resume()
      #expect(ended.code == 0, "\(ended)")
    }
  }

  /// They wait for the database at the same time.
  private func readers(of root: Root) throws -> [Program.Ended] {
    try [["history"], ["view", "show", "O-2"]]
      .map { try Program.start($0 + ["--root", root.path]) }.map { try $0.wait() }
  }

  /// The run checks whether the file exists, and then renames it.
  ///
  /// The check is the last call on exactly this path, so the pattern ends with the quote.
  @Test func `a file removed just before its claim is gone and stops nothing`()
    throws
  {
    try Root.lend { root in
      try SmallNight.drop(into: root)
      let run = try stop(root, at: Point(call: "newfstatat", place: #"inbox/orders.csv""#, part: 1))
      try FileManager.default.removeItem(at: root.folder.appending(path: "inbox/orders.csv"))
      let ended = try run.resume()
      #expect(ended.code == 0, "\(ended)")
      #expect(try root.names("archive/2026-11-23") == ["batches.csv", "cancellations.csv"])
      let files = try root.database().read {
        try String.fetchAll($0, sql: "SELECT name || ' ' || state FROM imports ORDER BY id")
      }
      #expect(files == ["batches.csv imported", "orders.csv gone", "cancellations.csv imported"])
    }
  }

  @Test func `a backup made during a commit is complete`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\nO-3,LAMP,1\n", as: "orders-2.csv")
      let run = try root.held(["run"] + Root.at(2), after: "fdatasync", on: "allot.sqlite-wal")
      try Root.lend { other in
        let copy = other.folder.appending(path: "allot.sqlite").path
        let backup = try root.allot("backup", copy)
        #expect(backup.code == 0, "\(backup)")
        #expect(try root.allot("view", "show", "O-1").output.contains("O-1,LAMP,4,B1"))
        #expect(try other.allot("view", "verify").code == 0)
        #expect(try other.allot("view", "show", "O-1").output.contains("O-1,LAMP,4,B1"))
        let integrity = try other.database().read {
          try String.fetchOne($0, sql: "PRAGMA integrity_check")
        }
        #expect(integrity == "ok")
      }
      #expect(try run.resume().code == 0)
    }
  }

  /// Every second point; the crash tests cover the others.
  @Test(arguments: stride(from: 1, to: points.count, by: 2).map { points[$0] })
  func `a killed run leaves no lock, and the next one finishes it`(point: Point) throws {
    try SmallNight.lendUndisturbed { expected in
      try Root.lend { root in
        try SmallNight.drop(into: root)
        let run = try stop(root, at: point)
        try run.kill(on: root)
        let next = try Program.run(SmallNight.run(on: root))
        #expect(next.code == 0, "\(next)")
        try SmallNight.expectDone(root, like: expected)
      }
    }
  }

  @Test(arguments: [false, true])
  func `one signal requests a stop, a second ends the run at once`(twice: Bool) throws {
    try SmallNight.lendUndisturbed { expected in
      try Root.lend { root in
        try SmallNight.drop(into: root)
        let run = try Held(SmallNight.run(on: root), after: "renameat2")
        run.signal(SIGTERM)
        if twice { run.signal(SIGINT) }
        let ended = try run.resume()
        #expect(
          ended
            == Program.Ended(
              code: 75,
              errors: twice ? "" : "allot: stopped; run it again to go on from there\n"
            )
        )
        // After one signal the run still claims its other files; after two it does not.
        #expect(try root.names("inbox/.processing").count == (twice ? 1 : 3))
        #expect(try Program.run(SmallNight.run(on: root)).code == 0)
        try SmallNight.expectDone(root, like: expected)
      }
    }
  }
}
