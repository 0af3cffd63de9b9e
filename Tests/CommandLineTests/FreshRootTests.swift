import Foundation
import SystemTestSupport
import Testing

/// A root without any run.
struct FreshRootTests {
  @Test func `a dry run on a new root leaves nothing behind`() throws {
    try Root.lend { root in
      try root.drop("ref,sku,qty,eta\nB1,LAMP,10,\n", as: "batches.csv")
      try root.drop("orderid,sku,qty\nO-1,LAMP,4\nO-2,LAMP,x\n", as: "orders.csv")
      let before = try root.everything()

      let rehearsed = try dryRun(root)

      #expect(rehearsed.code == 1, "\(rehearsed)")
      #expect(try root.everything() == before)
      #expect(try root.allot("backup", root.path + "/copy.sqlite").code == 64)
      let counts = "\nRows: 3 = 2 applied + 0 unchanged + 0 deferred + 1 rejected\n"
      #expect(rehearsed.output.contains(counts), "\(rehearsed)")
      #expect(try root.night(1).output.contains(counts))
    }
  }

  @Test func `a dry run does not create the root, but reads named files`() throws {
    try Root.lend { folder in
      let root = Root(folder: folder.folder.appending(path: "not-there"))
      let file = folder.folder.appending(path: "batches.csv")
      try "ref,sku,qty,eta\nB1,LAMP,10,\n".write(to: file, atomically: true, encoding: .utf8)
      #expect(try dryRun(root).code == 0)
      let named = try dryRun(root, file.path)
      #expect(named.code == 0, "\(named)")
      #expect(named.output.contains("1 applied"))
      #expect(try folder.everything().keys.sorted() == ["batches.csv"])
    }
  }

  private func dryRun(_ root: Root, _ files: String...) throws -> Program.Ended {
    try Program.run(["import", "--dry-run", "--root", root.path] + Root.at(1) + files)
  }
}
