package import SystemPackage

extension FilePath {
  /// Moves a file into a folder so that no crash and no power cut can lose it.
  ///
  /// The new name is on the disk before the old one is removed. Nothing is replaced: if the name is
  /// taken, the file becomes `NAME.2.csv`. Between file systems the file is copied and compared
  /// first. A crash leaves it at its old path, at its new one or, between file systems, at both;
  /// moving it again then keeps one.
  ///
  /// Pass `syncingSource: false` if the caller later syncs or removes the folder that the file
  /// leaves.
  ///
  /// - Returns: The new path of the file.
  package func moveDurably(
    to target: FilePath,
    as name: Component,
    syncingSource: Bool = true
  ) throws -> FilePath {
    do {
      let place = try renameToFreeName(in: target, as: name)
      try target.syncFolder()
      if syncingSource { try folder.syncFolder() }
      return place
    } catch let error as FileError where error.reason == .improperLink {
      return try moveByCopying(to: target, as: name)
    }
  }

  /// Moves a file between file systems; the copy has its final name before the source is removed.
  func moveByCopying(to target: FilePath, as name: Component) throws -> FilePath {
    let input = try InputFile(self)
    let before = try input.status()
    let place =
      try input.finishedCopy(in: target, as: name)
      ?? input.copyDurably(to: target, as: name)
    try target.syncFolder()
    let nameNow = try lookAtExisting(followingLink: false)
    guard try input.status() == before, FileStatus(nameNow) == before else {
      throw FileError("move (it changed while it was copied)", self, .resourceBusy)
    }
    try removeFile()
    try folder.syncFolder()
    return place
  }
}
