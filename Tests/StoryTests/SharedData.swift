import Foundation

/// Data and tools that lie beside the checkout, not in it.
///
/// `ALLOT_SHARED` names their folder, else it is `../shared`. Tests that need them are skipped, and
/// say so, where there are none.
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
