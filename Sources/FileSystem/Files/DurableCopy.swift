import Glibc
import SystemPackage

extension InputFile {
  /// Copies the file into a folder; the copy gets its name only when it is on the disk and equals
  /// the original.
  ///
  /// The copy gets the modification time too, by which `finishedCopy` recognises it.
  ///
  /// - Returns: The path of the copy; its folder is not yet synced.
  func copyDurably(to folder: FilePath, as name: FilePath.Component) throws -> FilePath {
    let output = try OutputFile(at: folder.appending(name), permissions: status().permissions)
    _ = try output.fill(from: self) { _ in }
    try output.sync()
    guard try hasSameBytes(as: InputFile(output.part)) else {
      throw FileError("copy without a difference", path, .ioError)
    }
    return try output.publish(.takeFreeName, syncingFolder: false)
  }

  /// The copy that an interrupted move had finished: it has the same bytes and modification time.
  func finishedCopy(in folder: FilePath, as name: FilePath.Component) throws -> FilePath? {
    let modified = try status().modified
    var n = 1
    while true {
      let target = folder.appending(name.freeName(n))
      do {
        let copy = try InputFile(target)
        if try copy.status().modified == modified, try hasSameBytes(as: copy) {
          try copy.sync()
          return target
        }
      } catch let refusal as UnreadableFile where refusal.reason == .gone {
        return nil
      } catch is UnreadableFile {
        // Another file or folder has this name: try the next name.
      }
      n += 1
    }
  }

  /// Whether both files have the same bytes.
  func hasSameBytes(as other: InputFile) throws -> Bool {
    guard try status().size == other.status().size else { return false }
    try rewind()
    try other.rewind()
    try other.forgetCache()
    return try withChunk { mine in
      try withChunk { theirs in
        while true {
          let count = try read(into: mine)
          guard try other.read(into: theirs) == count else { return false }
          guard count > 0 else { return true }
          guard mine[..<count].elementsEqual(theirs[..<count]) else { return false }
        }
      }
    }
  }

  /// Forces the file onto the disk, even if another program wrote it.
  private func sync() throws {
    try syncToDisk(naming("sync", path, open), path)
  }

  /// Asks the system to read the file from the disk next, not from its cache.
  private func forgetCache() throws {
    _ = posix_fadvise(try naming("read", path, open).rawValue, 0, 0, POSIX_FADV_DONTNEED)
  }
}
