import Foundation
import SystemTestSupport
import Testing

/// The output of `allot doctor`, in a form that is the same on every machine and in every root.
struct Diagnosis: Equatable {
  let code: Int32
  let lines: [String]

  /// The findings that are not ok, without those about this machine's SQLite.
  var trouble: [String] {
    lines.filter { !$0.hasPrefix("ok ") && !$0.hasPrefix("note   SQLite: ") }
  }

  init(_ ended: Program.Ended, _ root: Root) {
    code = ended.code
    lines = ended.output.split(separator: "\n").map {
      String($0).replacing(root.path, with: "ROOT").replacing(/\d+ MB free/, with: "N MB free")
    }
  }
}

extension Root {
  /// Runs the doctor, and expects that it changes nothing in the root.
  func diagnose(
    _ arguments: String...,
    through script: String = "exec \"$@\"",
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Diagnosis {
    let before = try (everything(), attributes())
    let ended = try Program.run(script: script, ["doctor", "--root", path] + arguments)
    #expect(ended.errors == "", sourceLocation: sourceLocation)
    #expect(!ended.output.actsOnATerminal, sourceLocation: sourceLocation)
    #expect(try everything() == before.0, sourceLocation: sourceLocation)
    #expect(try attributes() == before.1, sourceLocation: sourceLocation)
    return Diagnosis(ended, self)
  }

  /// The permissions and times of the last change of everything in the root.
  private func attributes() throws -> String {
    try Shell.run(#"cd "$1" && find . -printf '%p %M %n %s %T@ %l\n' | sort"#, [path]).output
  }

  func change(_ sql: String) throws {
    try database().writeWithoutTransaction { db in
      try db.execute(sql: sql + "; PRAGMA wal_checkpoint(TRUNCATE)")
    }
  }
}
