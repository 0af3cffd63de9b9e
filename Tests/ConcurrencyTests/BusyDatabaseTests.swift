import Foundation
import SystemPackage
import SystemTestSupport
import Testing

/// Another program that locks the database.
struct BusyDatabaseTests {
  private static let sleeps = "clock_nanosleep,nanosleep"

  @Test func `a run waits a short time for the database`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\nO-3,LAMP,1\n", as: "orders-2.csv")
      let shell = try WriteLock(on: root)
      let trace = try Trace()
      let run = try Running(
        ["strace", "-f", "-qq", "-o", trace.path, "-e", "trace=\(Self.sleeps)", Program.path]
          + ["run", "--root", root.path] + Root.at(2)
      )
      _ = try trace.wait(for: "nanosleep")
      try shell.release()
      let ended = try run.wait()
      #expect(ended.code == 0, "\(ended)")
      #expect(try root.text("reports/latest/allocations.csv").contains("O-3,LAMP,1,B1"))
    }
  }

  @Test func `a run finally gives up, exits 75 and changes nothing`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\nO-3,LAMP,1\n", as: "orders-2.csv")
      let shell = try WriteLock(on: root)
      func looked() throws -> [String: Data] {
        try root.everything().filter { !["allot.lock", "allot.sqlite-shm"].contains($0.key) }
      }
      let before = try looked()
      // Its sleeps end at once, so the ten seconds that SQLite counts pass quickly.
      let ended = try Running(
        [
          "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(Self.sleeps)", "-e",
          "inject=\(Self.sleeps):retval=0", Program.path, "run", "--root", root.path,
        ] + Root.at(2)
      ).wait()
      #expect(ended.code == 75, "\(ended)")
      #expect(ended.errors.contains("allot.sqlite is in use by another program"))
      #expect(ended.output == "")
      #expect(try looked() == before)
      for reader in [["history"], ["view", "verify"], ["doctor"]] {
        #expect(try Program.run(reader + ["--root", root.path]).code == 0, "\(reader)")
      }
      try shell.release()
      #expect(try root.night(2).code == 0)
    }
  }
}

/// The sqlite3 shell, which holds the write lock until it is asked to end.
private final class WriteLock {
  private let shell: Running
  private let words: FileDescriptor
  private let answers: Trace
  private let input: Trace

  init(on root: Root) throws {
    answers = try Trace()
    input = try Trace()
    shell = try Running([
      "/bin/sh", "-c", #"exec sqlite3 "$1" < "$2""#, "sh", root.path + "/allot.sqlite", input.path,
    ])
    words = try FileDescriptor.open(FilePath(input.path), .writeOnly, options: .closeOnExec)
    try words.writeAll("BEGIN IMMEDIATE;\n.shell echo held > \(answers.path)\n".utf8)
    _ = try answers.wait(for: "held")
  }

  func release() throws {
    try words.writeAll("ROLLBACK;\n.quit\n".utf8)
    #expect(try shell.wait().code == 0)
    try words.close()
  }
}
