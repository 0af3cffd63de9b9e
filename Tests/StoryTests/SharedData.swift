import Foundation

/// Data and tools beside the checkout, not in it.
///
/// `ALLOT_SHARED` names their folder; the default is `../shared`. Without them, the tests that need
/// them are skipped, and say so.
enum SharedData {
  static let folder: URL? = {
    let named = ProcessInfo.processInfo.environment["ALLOT_SHARED"].map { URL(filePath: $0) }
    let folder = named ?? packageRoot.appending(path: "../shared")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()

  static let northwind = existing("data/northwind")
  static let generator = existing("bench/generate.py")
  static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  private static func existing(_ path: String) -> URL? {
    guard let found = folder?.appending(path: path),
      FileManager.default.fileExists(atPath: found.path)
    else { return nil }
    return found
  }
}
