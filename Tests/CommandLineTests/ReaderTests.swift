import Foundation
import Glibc
import SystemTestSupport
import Testing

/// A user who only reads gets the correct answer or an error, whatever their permissions on the
/// root.
struct ReaderTests {
  private static let isRoot = geteuid() == 0
  private static let questions = [
    ["history"], ["rejects"], ["view", "show", "O-1"], ["view", "verify"],
  ]

  /// Another user, who may read everything and write nothing.
  private func asReader(_ root: Root, _ arguments: [String]) throws -> Program.Ended {
    try Running(
      ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", Program.path] + arguments
        + ["--root", root.path]
    ).wait()
  }

  private func expectTruth(_ root: Root) throws {
    try Shell.expect(#"chmod -R a+rX,go-w "$1""#, root.path)
    let before = try root.everything()
    for question in Self.questions {
      let told = try asReader(root, question)
      #expect(try told == Program.run(question + ["--root", root.path]), "\(question)")
      #expect(told.code == 0)
    }
    #expect(try root.everything() == before)
  }

  @Test(.enabled(if: isRoot, "SKIPPED: only root can become another user"))
  func `a reader gets the same answer as the owner, with or without a log`() throws {
    try Root.lendWithOneNight { root in
      #expect(!root.has("allot.sqlite-wal"))
      try expectTruth(root)
      try root.drop("orderid,sku,qty\nO-3,LAMP,1\n", as: "orders-2.csv")
      let run = try root.held(
        ["run"] + Root.at(2),
        after: "fdatasync",
        on: "allot.sqlite-wal",
        at: 0.75
      )
      try run.kill(on: root)
      #expect(root.has("allot.sqlite-wal"))
      try expectTruth(root)
    }
  }

  @Test(.enabled(if: isRoot, "SKIPPED: only root can become another user"))
  func `a reader gets an answer during a run`() throws {
    try Root.lendWithOneNight { root in
      try Shell.expect(#"chmod -R a+rX "$1""#, root.path)
      try root.drop("orderid,sku,qty\nO-3,LAMP,1\n", as: "orders-2.csv")
      let run = try root.held(["run"] + Root.at(2), after: "fdatasync", on: "allot.sqlite-wal")
      // A user with a lock on the index of the log could stop a run, so only its owner may open it.
      try Shell.expect(#"chmod -R a+rX "$1" && chmod 600 "$1"/allot.sqlite-shm"#, root.path)
      for question in Self.questions {
        #expect(try asReader(root, question).code == 0, "\(question)")
      }
      #expect(try run.resume().code == 0)
    }
  }

  @Test(.enabled(if: isRoot, "SKIPPED: only root can become another user"))
  func `a reader who may not read or see the database is told so`() throws {
    try Root.lendWithOneNight { root in
      for script in [
        #"chmod -R a+rX,go-w "$1" && chmod 600 "$1"/allot.sqlite"#, #"chmod 700 "$1""#,
      ] {
        try Shell.expect(script, root.path)
        for question in Self.questions {
          let told = try asReader(root, question)
          #expect(told.code == 74, "\(script) \(question) \(told)")
          #expect(told.output == "")
        }
      }
    }
  }

  @Test func `a lost or empty database is never reported as a new root`() throws {
    try Root.lendWithOneNight { root in
      let database = root.folder.appending(path: "allot.sqlite")
      try FileManager.default.removeItem(at: database)
      for state in ["gone", "empty"] {
        for question in Self.questions + [["view", "rebuild"], ["backup", root.path + "/copy"]] {
          let told = try Program.run(question + ["--root", root.path])
          #expect(told.code == 74, "\(question) \(told)")
          #expect(told.errors.contains("allot.sqlite is \(state)"))
        }
        try Data().write(to: database)
      }
    }
  }

  @Test func `a run that ends during a read makes the reader read again`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\nO-3,LAMP,1\n", as: "orders-2.csv")
      let reader = try root.held(["history"], after: "pread64", on: "allot.sqlite")
      #expect(try root.night(2).code == 0)
      #expect(try reader.resume() == root.allot("history"))
    }
  }

  @Test func `a database of another program is reported and not touched`() throws {
    try Root.lend { root in
      let file = root.folder.appending(path: "allot.sqlite")
      try root.database().write { try $0.execute(sql: "CREATE TABLE songs (title TEXT)") }
      let before = try Data(contentsOf: file)
      for command in [["run"], ["history"], ["doctor"], ["view", "rebuild"]] {
        let ended = try Program.run(command + ["--root", root.path])
        #expect(ended.code == 74, "\(command) \(ended)")
        let told = ended.output + ended.errors
        #expect(told.contains("is a database of another program"), "\(command) \(ended)")
      }
      #expect(try Data(contentsOf: file) == before)
    }
  }
}
