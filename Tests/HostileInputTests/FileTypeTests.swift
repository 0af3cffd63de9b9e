import Foundation
import Glibc
import SystemTestSupport
import TestSupport
import Testing

/// Entries of the inbox that are not regular files, and unreadable files.
struct FileTypeTests {
  @Test func `links to files, to the database, to nothing and in a cycle are left and named`()
    throws
  {
    try Root.lendWithOneNight { root in
      let targets = [
        "passwd": "/etc/passwd", "database": "../allot.sqlite", "nothing": "nowhere",
        "ring": "orders-ring.csv", "folder": "/etc",
      ]
      for (name, target) in targets {
        try #require(symlink(target, root.path + "/inbox/orders-\(name).csv") == 0)
      }
      let before = try root.names("inbox")
      let ended = try root.night(2)
      #expect(ended.code == 0, "\(ended)")
      #expect(try root.names("inbox") == before)
      let leftAlone = try root.summary(of: "latest").leftAlone.sorted()
      #expect(
        leftAlone
          == targets.keys.sorted().map { name in
            "orders-\(name).csv: 'orders-\(name).csv' is a symbolic link, which is not followed"
          }
      )
      #expect(!ended.output.contains("root:"))
    }
  }

  @Test func `pipes, sockets and folders are left and named, and nothing waits for them`() throws {
    try Root.lendWithOneNight { root in
      let inbox = root.path + "/inbox/"
      try #require(mkfifo(inbox + "orders-pipe.csv", 0o600) == 0)
      try #require(mkdir(inbox + "orders-folder.csv", 0o700) == 0)
      let script = "import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])"
      let python = try Shell.run(
        #"cd "$1" && python3 -c "$2" orders-socket.csv"#,
        [inbox, script],
        environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]
      )
      try #require(python.code == 0, "\(python)")
      let before = try root.names("inbox")
      #expect(try root.night(2).code == 0)
      #expect(try root.names("inbox") == before)
      #expect(
        try root.summary(of: "latest").leftAlone.sorted() == [
          "orders-folder.csv: 'orders-folder.csv' is a folder, not a file",
          "orders-pipe.csv: 'orders-pipe.csv' is a named pipe, not a file",
          "orders-socket.csv: 'orders-socket.csv' is a socket, not a file",
        ]
      )
    }
  }

  @Test(.enabled(if: Self.canMakeDevices, "SKIPPED: it needs the right to make devices"))
  func `devices are left and named, and never opened`() throws {
    try Root.lendWithOneNight { root in
      for (name, number) in [("null", 3), ("zero", 5)] as [(String, UInt)] {
        try #require(
          mknod(root.path + "/inbox/orders-\(name).csv", S_IFCHR | 0o666, 1 << 8 | number) == 0
        )
      }
      #expect(try root.night(2).code == 0)
      #expect(
        try root.summary(of: "latest").leftAlone.sorted() == [
          "orders-null.csv: 'orders-null.csv' is a device, not a file",
          "orders-zero.csv: 'orders-zero.csv' is a device, not a file",
        ]
      )
    }
  }

  private static let canMakeDevices: Bool = {
    let path = scratchFolder.appending(path: "allot-device-\(getpid())").path
    defer { unlink(path) }
    return mknod(path, S_IFCHR | 0o600, 1 << 8 | 3) == 0
  }()

  @Test func `an unreadable file fails, and the others are imported`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\nO-8,LAMP,1\n", as: "orders-closed.csv")
      try root.drop("orderid,sku,qty\nO-9,LAMP,1\n", as: "orders-open.csv")
      try #require(chmod(root.path + "/inbox/orders-closed.csv", 0) == 0)
      let ended = try Program.run(
        script: Self.asOrdinaryUser,
        ["run", "--root", root.path] + Root.at(2)
      )
      #expect(ended.code == 1, "\(ended)")
      let files = try root.summary(of: "latest").files
      #expect(files.map(\.file) == ["orders-closed.csv", "orders-open.csv"])
      #expect(files.map(\.state) == ["failed", "imported"])
      #expect(
        files.first?.reason
          == "'orders-closed.csv' cannot be read by this user: check its owner and mode"
      )
      #expect(try root.names("failed") == ["orders-closed.csv", "orders-closed.csv.reason.txt"])
    }
  }

  @Test(.enabled(if: geteuid() == 0, "SKIPPED: only root can make a folder of another user's"))
  func `a closed folder of another user is left and named`() throws {
    try Root.lendWithOneNight { root in
      let folder = root.path + "/inbox/orders-closed.csv"
      try #require(mkdir(folder, 0o700) == 0 && chown(folder, 65534, 65534) == 0)
      try root.drop("orderid,sku,qty\nO-9,LAMP,1\n", as: "orders-open.csv")
      let ended = try Program.run(
        script: Self.asOrdinaryUser,
        ["run", "--root", root.path] + Root.at(2)
      )
      #expect(ended.code == 0, "\(ended)")
      let summary = try root.summary(of: "latest")
      #expect(
        summary.leftAlone == [
          "orders-closed.csv: 'orders-closed.csv' is a folder, not a file"
        ]
      )
      #expect(summary.files.map(\.state) == ["imported"])
    }
  }

  /// A closed folder replaces the file between the check of its type and its claim.
  @Test(
    .enabled(
      if: geteuid() == 0 && Shell.has("strace"),
      "SKIPPED: only root can make a folder of another user's, and strace must be installed"
    ),
    .disabled(if: Sanitizer.isActive, "SKIPPED: a sanitizer's own thread stops as well")
  )
  func `a closed folder that just replaced a file is the only entry held`() throws {
    try Root.lendWithOneNight { root in
      let path = root.path + "/inbox/orders-swapped.csv"
      try root.drop("orderid,sku,qty\nO-8,LAMP,1\n", as: "orders-swapped.csv")
      try root.drop("orderid,sku,qty\nO-9,LAMP,1\n", as: "orders-open.csv")
      let run = try Held(
        ["run", "--root", root.path] + Root.at(2),
        after: "newfstatat",
        on: path,
        starter: ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
      )
      try #require(unlink(path) == 0 && mkdir(path, 0o700) == 0 && chown(path, 65534, 65534) == 0)
      let ended = try run.resume()
      #expect(ended.code == 0, "\(ended)")
      let summary = try root.summary(of: "latest")
      #expect(summary.files.map(\.state) == ["imported", "held"])
      #expect(summary.files.last?.reason == "it was replaced by something that is not a file")
      #expect(try root.names("inbox") == [".processing", "orders-swapped.csv", "results"])
    }
  }

  /// Root can read everything unless it drops that capability.
  private static let asOrdinaryUser =
    geteuid() == 0
    ? #"setpriv --bounding-set=-dac_override,-dac_read_search "$@""# : #""$@""#
}
