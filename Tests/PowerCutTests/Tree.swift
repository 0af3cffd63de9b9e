import Foundation

/// The files and folders under a root, as they are found after a power cut.
struct Tree: Hashable {
  enum Entry: Hashable {
    case folder
    case file(Bytes)
    case link(String)
  }

  /// By path, relative to the root.
  var entries: [String: Entry] = [:]
  /// The names of one file that has several.
  var names: Set<Set<String>> = []

  /// The content of a file; nil if there is none.
  func file(_ path: String) -> Bytes? {
    if case .file(let bytes) = entries[path] { bytes } else { nil }
  }

  /// The paths in a folder and its subfolders.
  func paths(in folder: String) -> [String] {
    entries.keys.filter { $0.hasPrefix(folder + "/") }
  }

  init() {}

  /// Reads the content of a folder, without SQLite's index of its log.
  init(of folder: URL) throws {
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    where !path.hasSuffix("-shm") {
      let file = folder.appending(path: path)
      switch try FileManager.default.attributesOfItem(atPath: file.path)[.type] {
      case let type as FileAttributeType where type == .typeDirectory: entries[path] = .folder
      case let type as FileAttributeType where type == .typeSymbolicLink:
        entries[path] = .link(
          try FileManager.default.destinationOfSymbolicLink(atPath: file.path)
        )
      default: entries[path] = .file(Bytes(Array(try Data(contentsOf: file))))
      }
    }
  }

  /// Puts everything into an empty folder.
  ///
  /// All files get the same time: the model has no times, and a copy gets the time of its file
  /// before it is synced and named.
  func layOut(in folder: URL) throws {
    let files = FileManager.default
    let time = Date(timeIntervalSince1970: 1_000_000_000)
    for (path, entry) in entries.sorted(by: { $0.key < $1.key }) {
      let place = folder.appending(path: path)
      switch entry {
      case .folder: try files.createDirectory(at: place, withIntermediateDirectories: false)
      case .link(let target):
        try files.createSymbolicLink(atPath: place.path, withDestinationPath: target)
      case .file(let bytes):
        let first = names.first { $0.contains(path) }?.min()
        if let first, first != path {
          try files.linkItem(at: folder.appending(path: first), to: place)
        } else {
          try Data(bytes.bytes).write(to: place)
          try files.setAttributes([.modificationDate: time], ofItemAtPath: place.path)
        }
      }
    }
  }
}
