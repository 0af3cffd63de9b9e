import FileSystem
import SystemPackage
import TestSupport
import Testing

/// Names that are as long as a file system takes them.
struct LongNameTests {
  @Test func `a long name is cut between two characters where something is put behind it`() throws {
    try Root.lend { root in
      // With 122 letters of two bytes each they have 255 bytes.
      let (orders, broken) = ("orders-" + umlauts(122), "etas---" + umlauts(122))
      try root.drop("orderid,sku,qty\nO-1,LAMP,x\n", as: orders + ".csv")
      try root.drop("ref,eta\n\"B1", as: broken + ".csv")
      #expect(try root.night(1).code == 1)
      #expect(try names("rejects", root) == ["orders-" + umlauts(113) + ".\(Root.run(1)).csv"])
      #expect(
        try names("failed", root) == ["etas---" + umlauts(118) + ".reason.txt", broken + ".csv"]
      )
    }
  }

  private func umlauts(_ count: Int) -> String { String(repeating: "ö", count: count) }

  /// The names in a folder; nil for one that is not UTF-8.
  private func names(_ folder: String, _ root: Root) throws -> [String?] {
    try FileSystem.names(in: FilePath(root.path + "/" + folder)).map {
      String(validating: $0.bytes, as: UTF8.self)
    }
  }
}
