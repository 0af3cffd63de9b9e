import TestSupport
package import Foundation
package import GRDB
import SystemPackage

/// A temporary root folder, removed after the test.
package struct Root {
  package let folder: URL
  package var path: String { folder.path }

  /// A folder that the caller creates and removes.
  package init(folder: URL) { self.folder = folder }

  package static func lend(
    in scratch: URL = scratchFolder,
    _ body: (Root) throws -> Void
  ) throws {
    let folder = scratch.appending(path: "allot-root-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(Root(folder: folder))
  }

  /// A copy of this root with its contents.
  package func lendCopy<Result>(_ body: (Root) throws -> Result) throws -> Result {
    let folder = scratchFolder.appending(path: "allot-root-\(UUID().uuidString)")
    try FileManager.default.copyItem(at: self.folder, to: folder)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(Root(folder: folder))
  }

  /// A root with one batch of 10 lamps, an order of 4 of them, and one of 7 that waits.
  package static func lendWithOneNight(
    in scratch: URL = scratchFolder,
    _ body: (Root) throws -> Void
  ) throws {
    try lend(in: scratch) { root in
      try root.drop("ref,sku,qty,eta\nB1,LAMP,10,\n", as: "batches.csv")
      try root.drop("orderid,sku,qty\nO-1,LAMP,4\nO-2,LAMP,7\n", as: "orders.csv")
      let ended = try root.night(1)
      guard ended.code == 0 else { throw NightFailed(ended: ended) }
      try body(root)
    }
  }

  /// Runs a command on this root.
  package func allot(_ arguments: String..., environment: [String: String] = [:]) throws
    -> Program.Ended
  {
    try Program.run(arguments + ["--root", path], environment: environment)
  }

  /// Runs the nightly job of a day.
  package func night(_ day: Int, _ arguments: String...) throws -> Program.Ended {
    try Program.run(["run", "--root", path] + Self.at(day) + arguments)
  }

  package static func at(_ day: Int) -> [String] {
    ["--settle", "0", "--now", "2026-11-\(22 + day)T02:00:00Z"]
  }

  package static func run(_ day: Int) -> String { "202611\(22 + day)T020000Z" }

  package func drop(_ text: String, as name: String) throws {
    try drop(text, asBytes: Array(name.utf8))
  }

  package func drop(_ text: some Sequence<UInt8>, as name: String) throws {
    try drop(text, asBytes: Array(name.utf8))
  }

  /// Drops a file into the inbox; its name may be any bytes.
  package func drop(_ text: String, asBytes name: [UInt8]) throws {
    try drop(text.utf8, asBytes: name)
  }

  /// Drops a file into the inbox; its name and content may be any bytes.
  package func drop(_ bytes: some Sequence<UInt8>, asBytes name: [UInt8]) throws {
    let inbox = folder.appending(path: "inbox")
    try FileManager.default.createDirectory(at: inbox, withIntermediateDirectories: true)
    let path = (Array((inbox.path + "/").utf8) + name).map { CChar(bitPattern: $0) } + [0]
    let file = try FileDescriptor.open(
      FilePath(platformString: path),
      .writeOnly,
      options: [.create, .exclusiveCreate, .closeOnExec],
      permissions: .ownerReadWrite
    )
    _ = try file.closeAfter { try file.writeAll(bytes) }
  }

  package func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appending(path: path)), as: UTF8.self)
  }

  package func has(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: path).path)
  }

  package func names(_ path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: path).path).sorted()
  }

  /// Everything in the root, by path: files with their content, folders and links without.
  package func everything() throws -> [String: Data] {
    var found: [String: Data] = [:]
    for path in FileManager.default.subpaths(atPath: self.path) ?? [] {
      let file = folder.appending(path: path)
      let isFile = try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
      found[path] = isFile ? try Data(contentsOf: file) : Data()
    }
    return found
  }

  /// The reports of a run that are the same on every machine.
  package func reports(_ run: String) throws -> [String: String] {
    var reports: [String: String] = [:]
    for name in try names("reports/\(run)") where name.hasSuffix(".csv") {
      reports[name] = try text("reports/\(run)/\(name)")
    }
    return reports
  }

  /// Opens the database without the program.
  package func database() throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(30)
    return try DatabaseQueue(
      path: folder.appending(path: "allot.sqlite").path,
      configuration: configuration
    )
  }
}

/// A night that the test needs did not succeed.
package struct NightFailed: Error {
  let ended: Program.Ended
}

extension String {
  /// Whether a terminal would do more with the text than show its lines.
  package var actsOnATerminal: Bool {
    unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control }
  }
}
