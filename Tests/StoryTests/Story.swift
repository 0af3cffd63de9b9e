import Foundation
import ServiceLayer

/// A folder of `fixtures/`: nights in order, with the files dropped before each and the expected
/// results.
struct Story: Sendable, CustomStringConvertible {
  struct Night: Sendable {
    /// The day of the run, counted from 2026-11-22 as day 0, from the name of the folder.
    let day: Int
    let folder: URL

    /// When the run starts, in seconds since 1970: at 02:00 UTC.
    var started: Int {
      let firstDay = UTCTime.seconds("2026-11-22T02:00:00Z") ?? 0
      return firstDay + day * 86_400
    }
    var run: String { RunName.free(started: started) { _ in false } }

    /// The dropped files, by name.
    func inbox() throws -> [String: Data] { try contents(of: folder.appending(path: "inbox")) }
    /// The expected results, by path: reports without a folder, `rejects/…`, `failed/…`.
    func expected() throws -> [String: Data] {
      try contents(of: folder.appending(path: "expected"))
    }
  }

  let name: String
  let nights: [Night]
  /// The text of its `allot.toml`; nil if it has none.
  let configuration: String?

  var description: String { name }

  /// All stories; none if the fixtures are not found, which a test detects.
  static let all: [Story] = {
    let folders = (try? subfolders(of: fixtures)) ?? []
    return folders.map { folder in
      let nights = ((try? subfolders(of: folder)) ?? []).compactMap { night in
        Int(night.lastPathComponent.dropFirst("night-".count)).map { Night(day: $0, folder: night) }
      }
      return Story(
        name: folder.lastPathComponent,
        nights: nights.sorted { $0.day < $1.day },
        configuration: try? String(
          contentsOf: folder.appending(path: "allot.toml"),
          encoding: .utf8
        )
      )
    }.sorted { $0.name < $1.name }
  }()

  private static let fixtures = packageRoot.appending(path: "fixtures")

  private static func subfolders(of folder: URL) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(
      at: folder,
      includingPropertiesForKeys: [.isDirectoryKey]
    ).filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }
  }
}

let packageRoot = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// Everything in a folder and its subfolders, by relative path; empty if there is no such folder.
func contents(of folder: URL) throws -> [String: Data] {
  guard let paths = FileManager.default.subpaths(atPath: folder.path) else { return [:] }
  var contents: [String: Data] = [:]
  for path in paths {
    let file = folder.appending(path: path)
    let isFile = try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
    if isFile { contents[path] = try Data(contentsOf: file) }
  }
  return contents
}
