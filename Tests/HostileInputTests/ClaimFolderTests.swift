import Foundation
import Glibc
import SystemTestSupport
import Testing

/// A folder for claimed files that another user created or may write to.
struct ClaimFolderTests {
  @Test
  func `a link in place of the folder for claimed files stops the run before any change`()
    throws
  {
    try Root.lendWithOneNight { root in
      try FileManager.default.removeItem(at: root.folder.appending(path: "inbox/.processing"))
      try #require(symlink("..", root.path + "/inbox/.processing") == 0)
      try root.drop("orderid,sku,qty\nO-9,LAMP,1\n", as: "orders-2.csv")
      let before = try root.everything()
      let ended = try root.night(2)
      #expect(ended.code == 74)
      #expect(
        ended.errors.contains(
          "\(root.path)/inbox/.processing is a link: files that were claimed would go where it "
            + "points; move it away: the next run makes the folder; nothing was changed"
        ),
        "\(ended)"
      )
      #expect(try root.everything() == before)
    }
  }

  @Test(arguments: [mode_t(0o770), 0o707])
  func `a folder for claimed files that others may write to stops the run`(mode: mode_t) throws {
    try Root.lendWithOneNight { root in
      try #require(chmod(root.path + "/inbox/.processing", mode) == 0)
      try root.drop("orderid,sku,qty\nO-9,LAMP,1\n", as: "orders-2.csv")
      let ended = try root.night(2)
      #expect(ended.code == 74)
      #expect(ended.errors.contains("is writable for other users"), "\(ended)")
      #expect(try root.names("inbox") == [".processing", "orders-2.csv"])
      try #require(chmod(root.path + "/inbox/.processing", 0o700) == 0)
      #expect(try root.night(3).code == 0)
    }
  }

  /// It does not show who owns the root, because a dropper may have created it.
  @Test(.enabled(if: geteuid() == 0, "SKIPPED: only root can make a folder of another user's"))
  func `a folder for claimed files that belongs to another user stops the run`() throws {
    try Root.lend { root in
      try root.drop("ref,sku,qty\nB1,LAMP,10\n", as: "batches.csv")
      let folder = root.path + "/inbox/.processing"
      try #require(mkdir(folder, 0o700) == 0 && chown(folder, 65534, 65534) == 0)
      let ended = try root.night(1)
      #expect(ended.code == 74)
      #expect(ended.errors.contains("belongs to user 65534, and this is user 0"), "\(ended)")
      #expect(try root.names(".") == ["inbox"])
    }
  }

  @Test func `only files are given back from the folder for claimed files`() throws {
    try Root.lendWithOneNight { root in
      let folder = root.path + "/inbox/.processing/"
      try #require(mkdir(folder + "orders-folder.csv", 0o700) == 0)
      try #require(symlink("/etc/passwd", folder + "orders-link.csv") == 0)
      try root.drop("orderid,sku,qty\nO-9,LAMP,1\n", as: ".processing/orders-2.csv")
      #expect(try root.night(2).code == 0)
      #expect(try root.names("inbox") == [".processing"])
      #expect(try root.names("inbox/.processing") == ["orders-folder.csv", "orders-link.csv"])
      #expect(try root.names("archive/2026-11-24") == ["orders-2.csv"])
    }
  }
}
