/// What a program did to the files under its root; paths are relative to that.
enum Operation: Equatable {
  /// Makes an empty file unless there is one.
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

  /// SQLite syncs by `fdatasync`, files and folders alike, and all else by `fsync`.
  enum SyncCall { case fsync, fdatasync }

  var paths: [String] {
    switch self {
    case .create(let path), .resize(let path, _), .write(let path, _, _), .append(let path, _),
      .makeFolder(let path), .symlink(let path, _), .remove(let path), .sync(let path, _):
      [path]
    case .rename(let from, let to), .link(let from, let to), .clone(let from, let to): [from, to]
    }
  }

  /// Whether SQLite waits here for its log, so that a commit lasts.
  var isCommit: Bool { self == .sync(Self.log, .fdatasync) }

  /// Whether the copy of a file leaves the care of a run here, for the archive or as failed.
  var isMove: Bool {
    guard case .rename(let from, let to) = self else { return false }
    return from.hasPrefix("inbox/.processing/") && !to.hasPrefix("inbox/")
  }

  /// Whether a copy of a file begins here in the archive.
  var makesCopy: Bool {
    guard case .create(let path) = self else { return false }
    return path.hasPrefix("archive/")
  }

  /// Whether the reports of a run begin here to be written.
  var beginsReports: Bool {
    guard case .makeFolder(let path) = self else { return false }
    return path.hasPrefix("reports/")
  }

  /// Whether a file that lay claimed goes here, as it was dropped or as the run's copy.
  var letsGo: Bool {
    guard case .remove(let path) = self else { return false }
    return path.hasPrefix("inbox/.processing/") && path.split(separator: "/").count == 4
  }

  /// Whether it changes which names there are, by more than one that is written under.
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
  /// The places where commits are made to last.
  var commits: [Int] { indices.filter { self[$0].isCommit } }

  /// Those of the commits that call a file imported, or failed.
  var importedCommits: [Int] {
    indices.filter { self[$0].isMove }
      .compactMap { self[..<$0].lastIndex(where: \.isCommit) }
  }

  /// The places after which a program may be killed: names that it has changed.
  var changesOfNames: [Int] {
    indices.filter { self[$0].changesNames && !self[$0].paths.contains { $0.hasPrefix("allot.") } }
      .map { $0 + 1 }
  }

  /// Where files are put away: each from the rename of its copy to the end of its claim.
  var moves: [Range<Int>] {
    indices.filter { self[$0].isMove }.compactMap { start in
      self[start...].firstIndex(of: .sync("inbox/.processing", .fsync)).map { start..<$0 + 1 }
    }
  }

  /// Where files are copied to the archive: each from its first step to the end of its claim.
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
