@testable import FileSystem
import SystemPackage
import Testing

struct FreeNamesTests {
  @Test(arguments: [
    ("a.csv", 1, "a.csv"),
    ("a.csv", 2, "a.2.csv"),
    ("a.b.csv", 12, "a.b.12.csv"),
    ("noending", 2, "noending.2"),
    (".hidden", 2, ".hidden.2"),
    ("orders.2026-11-23 final version", 2, "orders.2026-11-23 final version.2"),
    ("a.", 2, "a.2."),
  ])
  func `the number goes before the extension`(name: String, n: Int, free: String) throws {
    #expect(
      (try #require(FilePath.Component(name))).freeName(n) == FilePath.Component(free)
    )
  }

  @Test func `a name of 255 bytes is cut to make room`() throws {
    let long = try #require(FilePath.Component(String(repeating: "a", count: 251) + ".csv"))
    #expect(long.freeName(1) == long)
    #expect(
      long.freeName(2) == FilePath.Component(String(repeating: "a", count: 249) + ".2.csv")
    )
    #expect(
      long.freeName(100) == FilePath.Component(String(repeating: "a", count: 247) + ".100.csv")
    )
  }

  @Test func `a suffix of a long name keeps the number intact`() throws {
    let long = try #require(FilePath.Component(String(repeating: "a", count: 251) + ".csv"))
    #expect(
      long.freeName(12, suffix: ".reason.txt")
        == FilePath.Component(String(repeating: "a", count: 237) + ".12.csv.reason.txt")
    )
  }

  @Test(arguments: [0, 1, 2, 3, 4, 7, 8, 9, 100, 4096, 1_000_000])
  func `the first free number is found in a few checks`(taken: Int) {
    var looks = 0
    let free = freeNumber { n in
      looks += 1
      return n <= taken
    }
    #expect(free == taken + 1)
    #expect(looks <= 2 * (Int.bitWidth - free.leadingZeroBitCount) + 1, "\(looks) looks")
  }

  @Test func `if numbers are missing, some free number after a taken one is found`() {
    let taken: Set = [1, 2, 4, 5, 8, 9]
    let free = freeNumber { taken.contains($0) }
    #expect(!taken.contains(free) && taken.contains(free - 1))
  }

  @Test func `a name is not cut inside a character`() throws {
    let long = try #require(FilePath.Component("a" + String(repeating: "é", count: 125) + ".csv"))
    #expect(long.bytes.count == 255)
    #expect(
      long.freeName(2) == FilePath.Component("a" + String(repeating: "é", count: 124) + ".2.csv")
    )
    let wide = try #require(FilePath.Component(String(repeating: "😀", count: 63) + "xyz"))
    #expect(wide.freeName(2) == FilePath.Component(String(repeating: "😀", count: 63) + "x.2"))
    #expect(wide.freeName(999) == FilePath.Component(String(repeating: "😀", count: 62) + ".999"))
  }

  @Test func `a name whose bytes are not characters is cut at the limit`() throws {
    let long = try name(Array(repeating: 0x80, count: 255))
    #expect(long.freeName(2).bytes == Array(repeating: 0x80, count: 253) + Array(".2".utf8))
  }

  @Test func `the draft name of the longest name is a valid name`() throws {
    let long = try #require(FilePath.Component(String(repeating: "a", count: 255)))
    #expect(("a.csv" as FilePath.Component).partName == ".allot-a.csv.part")
    #expect(
      long.partName
        == FilePath.Component(".allot-" + String(repeating: "a", count: 243) + ".part")
    )
  }
}
