import SystemPackage

/// What publishing does where a file has the name already.
package enum WhenTaken: Equatable, Sendable {
  /// Puts the new file in the place of the old.
  case replace
  /// Throws `FileError` with `fileExists`, and leaves both as they are.
  case refuse
  /// Goes on to `NAME.2.csv`, `NAME.3.csv` and so on.
  case takeFreeName

  /// Gives a part its name, and answers the path it got.
  func rename(_ part: FilePath, to path: FilePath) throws -> FilePath {
    switch self {
    case .replace:
      try renameReplacing(from: part, to: path)
      return path
    case .refuse:
      guard try renameWithoutReplacing(from: part, to: path) == .done else {
        throw FileError("publish", path, .fileExists)
      }
      return path
    case .takeFreeName:
      guard let name = path.lastComponent else { throw FileError("publish", path, .isDirectory) }
      return try renameToFreeName(from: part, in: path.folder, as: name)
    }
  }
}
