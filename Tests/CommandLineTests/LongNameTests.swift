import FileSystem
import SystemPackage
import SystemTestSupport
import Testing

/// Names of the maximum length of a file system.
struct LongNameTests {
  @Test func `a long name is cut between two characters when a suffix is added`() throws {
    try Root.lend { root in
      // With 122 letters of two bytes each they have 255 bytes.
      let (orders, broken) = ("orders-" + umlauts(122), "etas---" + umlauts(122))
      try root.drop("orderid,sku,qty\nO-1,LAMP,x\n", as: orders + ".csv")
      try root.drop("ref,eta\n\"B1", as: broken + ".csv")
      #expect(try root.night(1).code == 1)
      #expect(try names("rejects", root) == ["orders-" + umlauts(113) + ".\(Root.run(1)).csv"])
      #expect(
        try names("failed", root) == [
          "etas---" + umlauts(116) + ".csv.reason.txt", broken + ".csv",
        ]
      )
    }
  }

  @Test func `a file with a long name gets its own note each time it fails`() throws {
    try Root.lend { root in
      let name = "etas-" + String(repeating: "x", count: 246)
      let cut = name.dropLast(2)
      for day in 1...3 {
        try root.drop("ref,eta\n\"B1", as: name + ".csv")
        #expect(try root.night(day).code == 1)
        #expect(
          try root.text(
            "failed/\(cut.dropLast(day > 1 ? 11 : 9))\(day > 1 ? ".\(day)" : "").csv.reason.txt"
          )
          .contains("in run \(Root.run(day))")
        )
      }
      #expect(
        try names("failed", root).filter { $0?.hasSuffix(".txt") == false }
          == [cut + ".2.csv", cut + ".3.csv", name + ".csv"]
      )
    }
  }

  private func umlauts(_ count: Int) -> String { String(repeating: "ö", count: count) }

  /// The names in a folder; nil for one that is not UTF-8.
  private func names(_ folder: String, _ root: Root) throws -> [String?] {
    try FilePath(root.path + "/" + folder).names().map {
      String(validating: $0.bytes, as: UTF8.self)
    }
  }
}
