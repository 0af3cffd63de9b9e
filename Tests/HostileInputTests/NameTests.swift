import FileSystem
import Foundation
import SystemPackage
import SystemTestSupport
import Testing

/// File names of any bytes, and how they are shown.
struct NameTests {
  /// The parts of the names after the word for the kind of file.
  private static let parts: [[UInt8]] =
    [
      "\nERROR fake", "\r\nexit 0", "\r", "\t", "\u{1B}]0;mine\u{07}", "\u{1B}[2J\u{1B}[1;31m",
      "\u{9B}31m", "\u{85}", "\u{7F}\u{08}\u{08}", "\u{2028}x\u{2029}y", "\u{202E}gnp", "\u{2066}a",
      "\u{200B}", "\u{FEFF}", "\u{00AD}", "\u{3164}", "\u{E0041}", "\u{1F468}\u{200D}\u{1F469}",
      "e\u{301}", "é", "\u{212A}", " ", "  double  ", "--help", "-rf", "..", "...", "\\x1B", "\\",
      "=cmd|' calc'!A0", "+1+1", "@SUM(1)", "<img src=x onerror=alert(1)>", "&amp;\"'",
      "'; DROP TABLE runs;--", "%s%n%x", "$(touch mine)`id`", "*?[a]", "a,b;c\"d\"",
      String(repeating: "x", count: 255 - "orders.csv".count),
      String(repeating: "é", count: 122),
    ].map { Array($0.utf8) } + [
      [0xFF, 0xFE], [0xC3], [0xED, 0xA0, 0x80], [0xC0, 0xAF, 0x80], [0x01, 0x02],
    ]

  private func name(_ start: String, _ part: [UInt8]) -> [UInt8] {
    Array(start.utf8) + part + Array(".csv".utf8)
  }

  @Test func `files of any name keep it, and no output about them has an effect`()
    throws
  {
    try Root.lendWithOneNight { root in
      let imported = Self.parts.map { name("orders", $0) }
      // Without the word, the name begins with this part, and the kind is unknown.
      let failed = Self.parts.filter { $0.first != UInt8(ascii: ".") && $0.count < 200 }
        .map { name("", $0) }
      for (number, name) in (imported + failed).enumerated() {
        try root.drop(
          "orderid,sku,qty\nN-\(number),LAMP,1\nX,LAMP,x\nY-\(number),S,1\n",
          asBytes: name
        )
      }

      let ended = try root.night(2)

      #expect(ended.code == 1)
      let said = try root.allThatIsSaid(Root.run(2))
        .merging(["output": ended.output, "errors": ended.errors]) { $1 }
      for (place, text) in said { #expect(!text.hasWhatActs, "\(place)") }
      for (report, text) in try root.reports(Root.run(2)) {
        #expect(!text.beginsFormulas, "\(report)")
      }
      #expect(!said.values.contains { $0.contains("\nERROR") || $0.contains("\nexit 0") })
      #expect(try Set(bytes(in: "archive/2026-11-24")) == Set(imported))
      let kept = try bytes(in: "failed").filter { !$0.ends(with: ".reason.txt") }
      #expect(Set(kept) == Set(failed))
      let files = try root.table("reports/latest/files.csv")
      #expect(
        files.filter { $0["state"] == "imported" && $0["rows"] == "3" }.count == imported.count
      )
      #expect(files.filter { $0["state"] == "failed" }.count == failed.count)
      #expect(
        Set(files.compactMap { $0["file"].map { Array($0.utf8) } }).count == files.count,
        "no two look alike"
      )
      #expect(try root.names("rejects").count == imported.count)
      // Programs get the same names as people, except that formulas are guarded for people.
      let decoded = try root.summary(of: "latest").files.map(\.file)
      #expect(decoded.count == files.count)
      for (name, row) in zip(decoded, files) {
        let shown = name.trimmingCharacters(in: CharacterSet(charactersIn: " "))
        #expect([shown, "'" + shown].contains(row["file"] ?? ""))
      }

      func bytes(in folder: String) throws -> [[UInt8]] {
        try FilePath(root.path + "/" + folder).names().map(\.bytes)
      }
    }
  }

  @Test func `a name that looks like an outside path is only a file name`() throws {
    try Root.lend { root in
      let outside = root.folder.appending(path: "orders.csv")
      try "orderid,sku,qty\nO-1,LAMP,1\n".write(to: outside, atomically: true, encoding: .utf8)
      let ended = try root.allot(
        "import",
        "\(root.path)/../\(root.folder.lastPathComponent)/orders.csv"
      )
      #expect(ended.code == 0)
      #expect(FileManager.default.fileExists(atPath: outside.path), "copies are taken")
    }
  }
}

extension [UInt8] {
  fileprivate func ends(with suffix: String) -> Bool {
    self.suffix(suffix.utf8.count) == Array(suffix.utf8)[...]
  }
}

extension String {
  /// Whether it contains anything that a terminal or a log viewer would act on.
  fileprivate var hasWhatActs: Bool {
    unicodeScalars.contains { scalar in
      switch scalar.properties.generalCategory {
      case .control: scalar != "\n"
      case .format, .lineSeparator, .paragraphSeparator: true
      default: false
      }
    }
  }

  /// Whether a spreadsheet would run one of its cells.
  fileprivate var beginsFormulas: Bool {
    split { $0 == "," || $0 == "\n" }.contains { "=+-@".contains($0.prefix(1)) }
  }
}
