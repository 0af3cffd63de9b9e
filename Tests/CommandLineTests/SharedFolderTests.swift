import Foundation
import SystemTestSupport
import Testing

/// Two roots and one inbox, archive or reports folder.
struct SharedFolderTests {
  @Test(arguments: ["inbox", "archive", "reports"])
  func `an outside folder belongs to the first root that used it`(name: String) throws {
    try Root.lend { parent in
      let (first, second) = (parent.path + "/first", parent.path + "/second")
      let shared = parent.path + "/shared"
      func night(_ root: String, _ day: Int, _ arguments: String...) throws -> Program.Ended {
        try Program.run(["run", "--init", "--root", root] + Root.at(day) + arguments)
      }
      #expect(try night(first, 1, "--\(name)", shared).code == 0)
      let before = try parent.everything()
      let refused = try night(second, 1, "--\(name)", shared)
      #expect(refused.code == 64)
      #expect(refused.errors.contains("\(shared) belongs to the root \(first): "), "\(refused)")
      #expect(refused.errors.contains("remove \(shared)/.allot-root if that root is given up"))
      #expect(try parent.everything() == before)

      try FileManager.default.removeItem(atPath: first)
      // The second root does not know the runs of the first root's reports.
      let taken = try night(second, 2, "--\(name)", shared)
      #expect(taken.code == (name == "reports" ? 1 : 0), "\(taken)")
    }
  }

  @Test func `a folder in a root belongs to it without a mark`() throws {
    try Root.lendWithOneNight { root in
      try Root.lend { other in
        let refused = try other.allot("run", "--inbox", root.path + "/inbox")
        #expect(refused.code == 64)
        #expect(refused.errors.contains("belongs to the root \(root.path): "), "\(refused)")
        #expect(try other.everything() == [:])
      }
      #expect(try root.night(2).code == 0)
    }
  }
}
