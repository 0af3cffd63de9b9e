import FileSystem
import Foundation
import GRDB
import Glibc
import SystemPackage
import SystemTestSupport
import Testing

/// The behaviour of the program when the disk, the database, another run or a signal stops it.
struct TroubleTests {
  @Test func `a second run exits 75 and touches nothing`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\nO-3,LAMP,1\n", as: "orders-2.csv")
      let lock = try RunLock(
        at: FilePath(root.path + "/allot.lock"),
        since: "20261123T020000Z"
      )
      let before = try root.everything()
      for command in [["run"], ["import"], ["import", "--dry-run"], ["report"]] {
        let ended = try Program.run(command + ["--root", root.path])
        #expect(ended.code == 75, "\(command) \(ended)")
        #expect(ended.output == "")
        #expect(ended.errors.contains("since 20261123T020000Z"))
      }
      #expect(try root.allot("view", "rebuild").code == 75)
      #expect(try root.everything() == before)
      for command in [["history"], ["rejects"], ["view", "verify"], ["view", "show", "O-1"]] {
        #expect(try Program.run(command + ["--root", root.path]).code == 0, "\(command)")
      }
      lock.release()
      #expect(try root.night(2).code == 0)
    }
  }

  @Test(arguments: [0, 100, 4096, 8192, 20_000])
  func `a damaged database exits 74 and is not changed`(offset: Int) throws {
    try Root.lendWithOneNight { root in
      let file = root.folder.appending(path: "allot.sqlite")
      var bytes = try Data(contentsOf: file)
      try #require(bytes.count > offset)
      bytes.replaceSubrange(offset..., with: Data(repeating: 0xA5, count: bytes.count - offset))
      try bytes.write(to: file)
      try root.drop("orderid,sku,qty\nO-3,LAMP,1\n", as: "orders-2.csv")

      let ended = try root.night(2)

      #expect(ended.code == 74, "\(ended)")
      #expect(ended.errors.contains("is damaged"))
      #expect(try Data(contentsOf: file) == bytes)
      #expect(root.has("inbox/orders-2.csv"))
      #expect(try root.names("reports") == [Root.run(1), "latest"])
      for command in [["history"], ["rejects"], ["view", "verify"], ["view", "rebuild"]] {
        let other = try Program.run(command + ["--root", root.path])
        #expect(other.code == 74 || other.code == 0, "\(command) \(other)")
      }
    }
  }

  @Test func `a file that is not a database exits 74`() throws {
    try Root.lend { root in
      let text = String(repeating: "this is no database\n", count: 1000)
      try text.write(
        to: root.folder.appending(path: "allot.sqlite"),
        atomically: true,
        encoding: .utf8
      )
      try root.drop("orderid,sku,qty\nO-3,LAMP,1\n", as: "orders.csv")
      let ended = try root.night(1)
      #expect(ended.code == 74, "\(ended)")
      #expect(try root.text("allot.sqlite") == text)
      #expect(root.has("inbox/orders.csv"))
    }
  }

  @Test(arguments: [
    "allot.sqlite", "allot.lock", "archive", "failed", "reports", "rejects", "inbox",
  ])
  func `something else in place of a file or folder exits 74`(name: String) throws {
    try Root.lend { root in
      if name.hasPrefix("allot.") {
        try FileManager.default.createDirectory(
          at: root.folder.appending(path: name),
          withIntermediateDirectories: true
        )
      } else {
        try "".write(to: root.folder.appending(path: name), atomically: true, encoding: .utf8)
      }
      let ended = try root.night(1)
      #expect(ended.code == 74, "\(ended)")
      #expect(ended.errors.contains("allot: "))
    }
  }

  @Test(arguments: ["/proc/allot", "/dev/null/allot", "/proc/version"])
  func `a root that cannot be created exits 74`(path: String) throws {
    for command in [["run"], ["import"], ["import", "--dry-run"], ["report"]] {
      let ended = try Program.run(command + ["--root", path])
      #expect(ended.code == 74, "\(command) \(ended)")
    }
  }

  @Test(.enabled(if: geteuid() != 0, "SKIPPED: permissions do not bind root"))
  func `a root that is not writable exits 74`() throws {
    try Root.lend { root in
      try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: root.path)
      defer {
        try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: root.path)
      }
      #expect(try root.night(1).code == 74)
    }
  }

  @Test func `a bug in the program exits 70, never 1`() throws {
    try Root.lendWithOneNight { root in
      try root.database().write { db in
        try db.execute(sql: "UPDATE runs SET settings = 'nonsense', phase = 'chosen'")
      }
      let ended = try root.night(2)
      #expect(ended.code == 70, "\(ended)")
      #expect(ended.errors.hasPrefix("allot: "))
    }
  }

  @Test func `row counts that do not add up exit 70`() throws {
    try Root.lendWithOneNight { root in
      try root.database().write { db in
        try db.execute(
          sql: """
            UPDATE runs SET phase = 'chosen';
            UPDATE imports SET phase = 'loading', done_rows = 1, applied = 2, rows = 1
            WHERE name = 'orders.csv';
            """
        )
      }
      try FileManager.default.moveItem(
        at: root.folder.appending(path: "archive/2026-11-23/orders.csv"),
        to: root.folder.appending(path: "inbox/.processing/orders.csv")
      )
      let ended = try root.night(2)
      #expect(ended.code == 70, "\(ended)")
      #expect(ended.errors.contains("orders.csv: 1 row read, but 2 applied"))
    }
  }

  @Test(arguments: [
    "exec \"$@\" <&- >&- 2>&-", "exec \"$@\" >&-", "exec \"$@\" 2>&-",
    "exec \"$@\" >/dev/full 2>&1",
    "umask 000; exec \"$@\"", "umask 077; exec \"$@\"", "umask 777; exec \"$@\"",
    "cd /; exec env -i PATH=/usr/bin:/bin \"$@\"",
    "ulimit -n 32; exec \"$@\"", "trap '' PIPE TERM; exec \"$@\"",
  ])
  func `the ways in which cron starts a program make no difference`(script: String) throws {
    try Root.lendWithOneNight { expected in
      try Root.lend { root in
        try root.drop("ref,sku,qty,eta\nB1,LAMP,10,\n", as: "batches.csv")
        try root.drop("orderid,sku,qty\nO-1,LAMP,4\nO-2,LAMP,7\n", as: "orders.csv")
        let ended = try Program.run(script: script, ["run", "--root", root.path] + Root.at(1))
        #expect(ended.code == 0, "\(ended)")
        #expect(try root.reports(Root.run(1)) == expected.reports(Root.run(1)))
        #expect(try root.allot("view", "verify").code == 0)
        let integrity = try root.database().read { db in
          try String.fetchOne(db, sql: "PRAGMA integrity_check")
        }
        #expect(integrity == "ok")
      }
    }
  }

  @Test(arguments: [
    ["TZ": "Pacific/Kiritimati"], ["TZ": "UTC"], ["TZ": "America/St_Johns"],
    ["LC_ALL": "tr_TR.UTF-8"],
    ["LANG": "C", "HOME": "/nowhere"], ["TMPDIR": "/nowhere"],
  ])
  func `the output does not depend on time zone or locale`(environment: [String: String]) throws {
    try Root.lendWithOneNight { expected in
      try Root.lend { root in
        try root.drop("ref,sku,qty,eta\nB1,LAMP,10,\n", as: "batches.csv")
        try root.drop("orderid,sku,qty\nO-1,LAMP,4\nO-2,LAMP,7\n", as: "orders.csv")
        let ended = try Program.run(
          ["run", "--root", root.path] + Root.at(1),
          environment: environment
        )
        #expect(ended.code == 0, "\(ended)")
        #expect(try root.reports(Root.run(1)) == expected.reports(Root.run(1)))
        #expect(try root.names("archive") == ["2026-11-23"])
      }
    }
  }

  @Test func `a closed reader is not an error`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\nO-3,LAMP,1\n", as: "orders-2.csv")
      for command in [
        ["run"] + Root.at(2), ["history"], ["rejects"], ["view", "verify"],
        ["view", "show", "O-1"],
        ["--help"],
      ] {
        let (reading, writing) = try FileDescriptor.pipe(options: .closeOnExec)
        try reading.close()
        defer { try? writing.close() }
        let root = command == ["--help"] ? [] : ["--root", root.path]
        let ended = try Program.start(command + root, output: writing).wait()
        #expect(ended.code == 0, "\(command) \(ended)")
      }
      #expect(root.has("archive/2026-11-24/orders-2.csv"))
      let piped = try Program.run(
        script: "\"$@\" | head -1; exit ${PIPESTATUS[0]}",
        ["history", "--root", root.path]
      )
      #expect(piped.code == 0)
      #expect(piped.output == "\(Root.run(1))  run\n")
    }
  }

  @Test func `stored data is not readable by everyone`() throws {
    try Root.lendWithOneNight { root in
      for path in ["allot.sqlite", "reports/latest/allocations.csv", "archive", "rejects"] {
        let attributes = try FileManager.default.attributesOfItem(
          atPath: root.folder.appending(path: path).path
        )
        let mode = try #require(attributes[.posixPermissions] as? Int)
        #expect(mode & 0o007 == 0, "\(path)")
      }
    }
  }
}
