package import SystemPackage

/// Files that must not be opened under another name, such as a link that somebody made.
///
/// A process that closes any descriptor of a file drops all its fcntl(2) locks on that file, and
/// SQLite uses such locks.
package struct GuardedFiles: Sendable {
  private let paths: [FilePath]

  /// Makes the set of the files at these paths; they are looked up again at each check.
  package init(_ paths: [FilePath] = []) { self.paths = paths }

  /// Whether a file is one of them.
  func contains(_ stat: Stat) throws -> Bool {
    guard stat.linkCount > 1 else { return false }
    return try paths.contains { path in
      guard let own = try path.look(followingLink: true) else { return false }
      return own.isSameFile(as: stat)
    }
  }
}
