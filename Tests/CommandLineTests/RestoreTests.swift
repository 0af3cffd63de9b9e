import Foundation
import SystemTestSupport
import Testing

/// A database that is older than the files of its root, and how to restore consistency.
struct RestoreTests {
  private let files = FileManager.default

  /// A root after three nights, and a backup made after the first.
  private func lendWithBackup(_ body: (Root, _ backup: String) throws -> Void) throws {
    try Root.lendWithOneNight { root in
      let backup = root.path + "/backup.sqlite"
      #expect(try root.allot("backup", backup).code == 0)
      try root.drop("orderid,sku,qty\nO-3,LAMP,1\n", as: "orders-2.csv")
      #expect(try root.night(2).code == 0)
      try root.drop("orderid,sku,qty\nO-4,LAMP,2\n", as: "orders-3.csv")
      #expect(try root.night(3).code == 0)
      try body(root, backup)
    }
  }

  private func putBackByHand(_ backup: String, _ root: Root) throws {
    for ending in ["", "-wal", "-shm"] {
      try? files.removeItem(at: root.folder.appending(path: "allot.sqlite" + ending))
    }
    try files.copyItem(atPath: backup, toPath: root.path + "/allot.sqlite")
  }

  private func told(_ root: Root) -> String {
    """
    runs that are lost: \(Root.run(2)), \(Root.run(3))
    drop copies of these into the inbox, then run allot (2026-11-24):
      \(root.path)/archive/2026-11-24/orders-2.csv
    drop copies of these into the inbox, then run allot (2026-11-25):
      \(root.path)/archive/2026-11-25/orders-3.csv

    """
  }

  /// Drops the listed files again, and expects the same state as after the nights.
  private func expectCured(_ root: Root) throws {
    #expect(try root.diagnose().trouble.filter { $0.hasPrefix("fault") } == [])
    for (day, name) in [(2, "orders-2.csv"), (3, "orders-3.csv")] {
      let archived = "archive/2026-11-\(22 + day)/\(name)"
      try root.drop(root.text(archived), as: name)
      let ended = try root.night(day + 2)
      #expect(ended.code == 0, "\(ended)")
      #expect(ended.output.contains("\(name)  imported, 1 row: 1 applied"), "\(ended)")
    }
    #expect(
      try root.text("reports/latest/allocations.csv")
        == "orderid,sku,qty,batchref\nO-1,LAMP,4,B1\nO-3,LAMP,1,B1\nO-4,LAMP,2,B1\n"
    )
    let found = try root.diagnose("--read-archive")
    #expect(found.code == 0, "\(found)")
    #expect(found.trouble == [])
  }

  @Test func `a backup is restored, and the files to drop again are listed`() throws {
    try lendWithBackup { root, backup in
      let restored = try root.allot("restore", backup)
      #expect(restored.code == 0, "\(restored)")
      #expect(
        restored.output == """
          restored from \(backup)
          what was in its place is kept: \(root.path)/allot.before-restore.sqlite

          """ + told(root)
      )
      #expect(try root.text("reports/latest/allocations.csv").split(separator: "\n").count == 2)
      #expect(try root.allot("view", "show", "O-3").code == 66)
      try expectCured(root)
    }
  }

  @Test func `a backup restored by hand is reported each night until restore lists the losses`()
    throws
  {
    try lendWithBackup { root, backup in
      try putBackByHand(backup, root)
      for day in [4, 5] {
        let night = try root.night(day)
        #expect(night.code == 1, "\(night)")
        #expect(
          night.output.contains(
            "Needs a human: the database does not know the reports of \(Root.run(2)), "
              + "\(Root.run(3))"
          ),
          "\(night)"
        )
        #expect(night.output.contains("`allot restore` lists which archived files to drop again"))
      }
      let listed = try root.allot("restore")
      #expect(listed.code == 0)
      #expect(listed.output == told(root))
      #expect(try root.night(6).code == 0)
      #expect(try root.allot("restore").output == "no file must be dropped again\n")
    }
  }

  @Test func `a lost import is detected by its archived file`() throws {
    try Root.lendWithOneNight { root in
      let backup = root.path + "/backup.sqlite"
      #expect(try root.allot("backup", backup).code == 0)
      try root.drop("orderid,sku,qty\nO-3,LAMP,1\n", as: "orders-2.csv")
      #expect(try Program.run(["import", "--root", root.path] + Root.at(2)).code == 0)
      try putBackByHand(backup, root)
      let night = try root.night(3)
      #expect(night.code == 1)
      #expect(night.output.contains("the database does not know 1 file in the archive"), "\(night)")
    }
  }

  @Test func `a run repeated on a backup gets a name that differs from its old report`()
    throws
  {
    try lendWithBackup { root, backup in
      let old = try root.text("reports/\(Root.run(2))/allocations.csv")
      #expect(try root.allot("restore", backup).code == 0)
      let replayed = try root.night(2)
      #expect(replayed.output.hasPrefix("Run \(Root.run(2))-2\n"), "\(replayed)")
      #expect(try root.text("reports/\(Root.run(2))/allocations.csv") == old)
      #expect(
        try root.text("reports/latest/allocations.csv")
          == "orderid,sku,qty,batchref\nO-1,LAMP,4,B1\n"
      )
    }
  }

  @Test func `anything but a valid backup is refused, and nothing is changed`() throws {
    try lendWithBackup { root, backup in
      var bytes = try Data(contentsOf: URL(filePath: backup))
      bytes.replaceSubrange(8192..., with: Data(repeating: 0xA5, count: bytes.count - 8192))
      try bytes.write(to: root.folder.appending(path: "damaged.sqlite"))
      try "no database".write(
        to: root.folder.appending(path: "text.sqlite"),
        atomically: true,
        encoding: .utf8
      )
      // The lock file names its last holder.
      func looked() throws -> [String: Data] {
        try root.everything().filter { $0.key != "allot.lock" }
      }
      let before = try looked()
      for name in ["damaged.sqlite", "text.sqlite", "nowhere.sqlite"] {
        let refused = try root.allot("restore", root.path + "/" + name)
        #expect(refused.code == 64, "\(refused)")
        #expect(try looked() == before)
      }
    }
  }

  /// The old database is moved away before its log, and the new one comes last.
  @Test(arguments: ["allot.sqlite", "allot.sqlite-wal", ".allot-allot.sqlite.part"])
  func `a restore that is killed at a rename can be repeated`(place: String) throws {
    try lendWithBackup { root, backup in
      try root.drop("orderid,sku,qty\nO-5,LAMP,1\n", as: "orders-5.csv")
      let run = try root.held(["run"] + Root.at(4), after: "fdatasync", on: "allot.sqlite-wal")
      try run.kill(on: root)
      #expect(root.has("allot.sqlite-wal"))
      let restore = try root.held(["restore", backup], after: "renameat2", on: place, at: 0)
      try restore.kill(on: root)
      let again = try root.allot("restore", backup)
      #expect(again.code == 0, "\(again)")
      #expect(try root.allot("view", "show", "O-3").code == 66)
      #expect(try root.allot("view", "verify").code == 0)
      #expect(try root.night(5).code == 0)
    }
  }
}
