import FileSystem
import SystemPackage
import Testing

struct DisplayTests {
  @Test(arguments: [
    ("orders.csv", "orders.csv"),
    ("-rf", "-rf"),
    ("größe 日本.csv", "größe 日本.csv"),
    ("a\nb\tc", #"a\x0Ab\x09c"#),
    ("\u{1B}[31mred", #"\x1B[31mred"#),
    ("del\u{7F}", #"del\x7F"#),
    ("c1\u{9B}31m", #"c1\u{9B}31m"#),
    ("a\u{2028}b\u{2029}c", #"a\u{2028}b\u{2029}c"#),
    ("cod\u{202E}vsc.exe", #"cod\u{202E}vsc.exe"#),
    ("zero\u{200B}width\u{FEFF}", #"zero\u{200B}width\u{FEFF}"#),
    ("no\u{A0}break", #"no\u{A0}break"#),
    (#"back\slash"#, #"back\\slash"#),
  ])
  func `a name is shown without anything that acts on a terminal`(
    name: String,
    shown: String
  ) throws {
    #expect((try #require(FilePath.Component(name))).displayed == shown)
  }

  @Test(
    arguments: [
      ([0x61, 0xFF, 0x62], #"a\xFFb"#),
      ([0xC3], #"\xC3"#),
      ([0xE2, 0x82, 0x61], #"\xE2\x82a"#),
      ([0xED, 0xA0, 0x80], #"\xED\xA0\x80"#),
      ([0xC0, 0xAF, 0xC3, 0xA9], #"\xC0\xAFé"#),
    ] as [([UInt8], String)]
  )
  func `bytes that are not UTF-8 are shown one by one`(bytes: [UInt8], shown: String) throws {
    #expect((try name(bytes)).displayed == shown)
  }

  @Test func `a name of 120 characters is shown completely, and a longer one is cut`() throws {
    let whole = String(repeating: "é", count: 120)
    #expect((try #require(FilePath.Component(whole))).displayed == whole)
    let cut = String(repeating: "é", count: 119) + "…"
    #expect((try #require(FilePath.Component(whole + "é"))).displayed == cut)
  }

  @Test func `a long name is not cut inside an escape`() throws {
    let long = try name(Array(repeating: 0xFF, count: 255))
    #expect(long.displayed == String(repeating: #"\xFF"#, count: 29) + "…")
  }

  @Test func `a path is shown component by component`() {
    #expect(FilePath("/in\nbox/x.csv").displayed == #"/in\x0Abox/x.csv"#)
    #expect(FilePath("inbox/x.csv").displayed == "inbox/x.csv")
    #expect(FilePath("/").displayed == "/")
  }
}
