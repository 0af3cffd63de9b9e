import Foundation
import SystemTestSupport
import Testing

/// Readers during a publication: each sees a complete report, or the previous one.
@Suite(.enabled(if: Shell.has("strace"), "SKIPPED: strace is not installed"))
struct ReportReadersTests {
  /// The calls that create and remove names, from the draft of the new report to the removal of the
  /// old.
  private static let calls = [
    ("mkdir", ".allot-\(Root.run(2)).part"), ("renameat2", Root.run(2)),
    ("symlink", ".allot-latest.part"), ("rename", ".allot-latest.part"), ("renameat2", Root.run(1)),
    ("rmdir", ".allot-\(Root.run(1)).part"),
  ]

  @Test func `a reader of latest never sees half a report`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\nO-3,LAMP,1\n", as: "orders-2.csv")
      var seen: [String] = []
      for (call, place) in Self.calls {
        try root.lendCopy { copy in
          let run = try Held(
            ["run", "--root", copy.path, "--keep", "1"] + Root.at(2),
            after: call,
            on: "\(copy.path)/reports/\(place)"
          )
          let reading = Result { try copy.newestReport() }
          #expect(try run.resume().code == 0)
          let (name, files) = try reading.get()
          let whole = try (name == Root.run(1) ? root : copy).report(name)
          #expect(files == whole, "\(name), after \(call) on \(place)")
          seen.append(name)
        }
      }
      #expect(seen == [1, 1, 1, 2, 2, 2].map(Root.run))
    }
  }
}

extension Root {
  /// Reads the newest report as a spreadsheet or a script would.
  fileprivate func newestReport() throws -> (run: String, files: [String: Data]) {
    let latest = folder.appending(path: "reports/latest").path
    let run = try FileManager.default.destinationOfSymbolicLink(atPath: latest)
    return (run, try report(run))
  }

  /// Every file of a report, by name.
  fileprivate func report(_ run: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try names("reports/\(run)") {
      files[name] = try Data(contentsOf: folder.appending(path: "reports/\(run)/\(name)"))
    }
    return files
  }
}
