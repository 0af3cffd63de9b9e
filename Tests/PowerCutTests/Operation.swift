/// An operation of a program on the files in its root; paths are relative to the root.
enum Operation: Equatable {
  /// Creates an empty file if there is none.
  case create(String)
  case resize(String, to: Int)
  case write(String, at: Int, [UInt8])
  case append(String, [UInt8])
  /// Gives a file the content of another.
  case clone(String, to: String)
  case makeFolder(String)
  case rename(String, to: String)
  case link(String, to: String)
  case symlink(String, to: String)
  case remove(String)
  case sync(String, SyncCall)

  /// SQLite syncs files and folders with `fdatasync`; all other code uses `fsync`.
  enum SyncCall { case fsync, fdatasync }

  var paths: [String] {
    switch self {
    case .create(let path), .resize(let path, _), .write(let path, _, _), .append(let path, _),
      .makeFolder(let path), .symlink(let path, _), .remove(let path), .sync(let path, _):
      [path]
    case .rename(let from, let to), .link(let from, let to), .clone(let from, let to): [from, to]
    }
  }

  /// Whether SQLite syncs its log here, so that a commit is durable.
  var isCommit: Bool { self == .sync(Self.log, .fdatasync) }

  /// Whether a run moves the copy of a file here to the archive or to the failed files.
  var isMove: Bool {
    guard case .rename(let from, let to) = self else { return false }
    return from.hasPrefix("inbox/.processing/") && !to.hasPrefix("inbox/")
  }

  /// Whether a copy of a file begins here in the archive.
  var makesCopy: Bool {
    guard case .create(let path) = self else { return false }
    return path.hasPrefix("archive/")
  }

  /// Whether the writing of a run's reports begins here.
  var beginsReports: Bool {
    guard case .makeFolder(let path) = self else { return false }
    return path.hasPrefix("reports/")
  }

  /// Whether a claimed file is removed here, as dropped or as the run's copy.
  var letsGo: Bool {
    guard case .remove(let path) = self else { return false }
    return path.hasPrefix("inbox/.processing/") && path.split(separator: "/").count == 4
  }

  /// Whether it changes the existing names, apart from the name that it writes to.
  var changesNames: Bool {
    switch self {
    case .rename, .link, .symlink, .remove, .makeFolder: true
    case .create, .resize, .write, .append, .clone, .sync: false
    }
  }

  /// The log that commits are written to.
  static let log = "allot.sqlite-wal"
}

extension [Operation] {
  /// The places where commits become durable.
  var commits: [Int] { indices.filter { self[$0].isCommit } }

  /// Those of the commits that record a file as imported or failed.
  var importedCommits: [Int] {
    indices.filter { self[$0].isMove }
      .compactMap { self[..<$0].lastIndex(where: \.isCommit) }
  }

  /// The places after which a program may be killed: changes of names.
  var changesOfNames: [Int] {
    indices.filter { self[$0].changesNames && !self[$0].paths.contains { $0.hasPrefix("allot.") } }
      .map { $0 + 1 }
  }

  /// The ranges in which files are put away: each from the rename of its copy to the end of its
  /// claim.
  var moves: [Range<Int>] {
    indices.filter { self[$0].isMove }.compactMap { start in
      self[start...].firstIndex(of: .sync("inbox/.processing", .fsync)).map { start..<$0 + 1 }
    }
  }

  /// The ranges in which files are copied to the archive: each from its first step to the end of
  /// its claim.
  var copies: [Range<Int>] {
    indices.filter { self[$0].makesCopy }.compactMap { start in
      self[start...].firstIndex(of: .sync("inbox/.processing", .fsync)).map { start..<$0 + 1 }
    }
  }

  func without(_ places: some Collection<Int>) -> [Operation] {
    indices.filter { !places.contains($0) }.map { self[$0] }
  }
}

extension Operation: CustomStringConvertible {
  var description: String {
    switch self {
    case .create(let path): "create \(path)"
    case .resize(let path, let size): "resize \(path) to \(size)"
    case .write(let path, let offset, let bytes): "write \(bytes.count) at \(offset) to \(path)"
    case .append(let path, let bytes): "write \(bytes.count) to \(path)"
    case .clone(let from, let to): "clone \(from) to \(to)"
    case .makeFolder(let path): "make \(path)/"
    case .rename(let from, let to): "rename \(from) to \(to)"
    case .link(let from, let to): "link \(from) to \(to)"
    case .symlink(let path, let target): "point \(path) at \(target)"
    case .remove(let path): "remove \(path)"
    case .sync(let path, let call): "\(call) \(path.isEmpty ? "the root" : path)"
    }
  }
}
