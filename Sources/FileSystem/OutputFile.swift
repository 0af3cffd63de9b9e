import Glibc
package import SystemPackage

/// A file that is written beside its place and gets its name only when it is whole.
///
/// A reader of the place sees the old file or the new one, never half of one.
/// Unless it is published, the part goes when the object does; what a crash
/// leaves is removed by `sweepParts`. One file at a time may be written for a place.
package final class OutputFile {
  /// The place that the file is written for.
  package let path: FilePath
  let part: FilePath
  private var descriptor: FileDescriptor?

  /// Creates the part; the umask takes from the permissions.
  package init(
    at path: FilePath,
    permissions: FilePermissions = [.ownerReadWrite, .groupRead]
  ) throws {
    guard let name = path.lastComponent else {
      throw FileError("write", path, .isDirectory)
    }
    self.path = path
    part = path.folder.appending(partName(for: name))
    try removeFile(part)  // never write into what a crash, or a prankster, left under the name
    descriptor = try naming("create", part) {
      try FileDescriptor.open(
        part,
        .writeOnly,
        options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
        permissions: permissions
      )
    }
  }

  deinit { try? discard() }

  /// Writes all the bytes behind those written before.
  package func write(_ bytes: UnsafeRawBufferPointer) throws {
    try writeAll(bytes, to: open(), part)
  }

  /// Writes text as UTF-8.
  package func write(_ text: String) throws {
    var text = text
    try text.withUTF8 { try write(UnsafeRawBufferPointer($0)) }
  }

  /// Forces what was written onto the disk; the file keeps its hidden name.
  package func sync() throws { try syncToDisk(open(), part) }

  /// Syncs the file and gives it its name; it is closed then.
  ///
  /// - Parameters:
  ///   - whenTaken: What to do where a file has the name.
  ///   - syncingFolder: False only in a draft folder, which `publishFolder` syncs once for all.
  /// - Returns: The path the file got.
  /// - Throws: `FileError`; after one the file is either not published, or not surely on the disk.
  @discardableResult
  package func publish(
    _ whenTaken: WhenTaken,
    syncingFolder: Bool = true
  ) throws -> FilePath {
    try sync()
    let place = try whenTaken.rename(part, to: path)
    close()
    if syncingFolder { try syncFolder(path.folder) }
    return place
  }

  /// Removes the part, and does nothing once the file was published or discarded.
  package func discard() throws {
    guard descriptor != nil else { return }
    close()
    try removeFile(part)
  }

  /// Sets when the contents last changed, since 1970 began.
  func setModified(_ modified: Duration) throws {
    let (seconds, attoseconds) = modified.components
    var times = [
      timespec(), timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000)),
    ]
    times[0] = times[1]
    let number = try open().rawValue
    try calling("set the time of", part) { futimens(number, times) }
  }

  private func open() throws -> FileDescriptor {
    guard let descriptor else { throw FileError("write", path, .badFileDescriptor) }
    return descriptor
  }

  private func close() {
    try? descriptor?.close()
    descriptor = nil
  }
}
