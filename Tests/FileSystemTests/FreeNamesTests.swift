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
      freeName(try #require(FilePath.Component(name)), n) == FilePath.Component(free)
    )
  }

  @Test func `a name of 255 bytes is cut to make room`() throws {
    let long = try #require(FilePath.Component(String(repeating: "a", count: 251) + ".csv"))
    #expect(freeName(long, 1) == long)
    #expect(
      freeName(long, 2) == FilePath.Component(String(repeating: "a", count: 249) + ".2.csv")
    )
    #expect(
      freeName(long, 100) == FilePath.Component(String(repeating: "a", count: 247) + ".100.csv")
    )
  }

  @Test func `a name is not cut inside a character`() throws {
    let long = try #require(FilePath.Component("a" + String(repeating: "é", count: 125) + ".csv"))
    #expect(long.bytes.count == 255)
    #expect(
      freeName(long, 2) == FilePath.Component("a" + String(repeating: "é", count: 124) + ".2.csv")
    )
    let wide = try #require(FilePath.Component(String(repeating: "😀", count: 63) + "xyz"))
    #expect(freeName(wide, 2) == FilePath.Component(String(repeating: "😀", count: 63) + "x.2"))
    #expect(freeName(wide, 999) == FilePath.Component(String(repeating: "😀", count: 62) + ".999"))
  }

  @Test func `a name of bytes that are no characters is cut where it must be`() throws {
    let long = try name(Array(repeating: 0x80, count: 255))
    #expect(freeName(long, 2).bytes == Array(repeating: 0x80, count: 253) + Array(".2".utf8))
  }

  @Test func `a part of the longest name is still a name`() throws {
    let long = try #require(FilePath.Component(String(repeating: "a", count: 255)))
    #expect(partName(for: "a.csv") == ".allot-a.csv.part")
    #expect(
      partName(for: long)
        == FilePath.Component(".allot-" + String(repeating: "a", count: 243) + ".part")
    )
  }
}
