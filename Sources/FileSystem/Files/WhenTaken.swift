import SystemPackage

/// What publishing does if the name is taken.
package enum WhenTaken: Equatable, Sendable {
  /// Replaces the old file with the new one.
  case replace
  /// Throws `FileError` with `fileExists`, and leaves both files as they are.
  case refuse
  /// Uses `NAME.2.csv`, `NAME.3.csv` and so on.
  case takeFreeName

  /// Gives a part its name, and returns its new path.
  func rename(_ part: FilePath, to path: FilePath) throws -> FilePath {
    switch self {
    case .replace:
      try part.renameReplacing(to: path)
      return path
    case .refuse:
      guard try part.renameWithoutReplacing(to: path) == .done else {
        throw FileError("publish", path, .fileExists)
      }
      return path
    case .takeFreeName:
      guard let name = path.lastComponent else { throw FileError("publish", path, .isDirectory) }
      return try part.renameToFreeName(in: path.folder, as: name)
    }
  }
}
