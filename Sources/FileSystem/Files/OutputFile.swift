import CLinux
import Glibc
package import SystemPackage

/// A file that is written under a hidden name and gets its own name only when it is complete.
///
/// A reader sees the old file or the new one, never half of one. The hidden file, the part, is
/// removed with this object unless it was published; `sweepParts` removes what a crash leaves. Only
/// one file at a time may be written for a path.
package final class OutputFile {
  /// The path that the file will have.
  package let path: FilePath
  let part: FilePath
  private var descriptor: FileDescriptor?

  /// Creates the part; the umask limits the permissions.
  package init(
    at path: FilePath,
    permissions: FilePermissions = [.ownerReadWrite, .groupRead]
  ) throws {
    guard let name = path.lastComponent else {
      throw FileError("write", path, .isDirectory)
    }
    self.path = path
    part = path.folder.appending(name.partName)
    try part.removeFile()  // a crash or an attacker may have left something with this name
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

  package func write(_ bytes: UnsafeRawBufferPointer) throws {
    try writeAll(bytes, to: open(), part)
  }

  /// Appends text as UTF-8.
  package func write(_ text: String) throws {
    var text = text
    try text.withUTF8 { try write(UnsafeRawBufferPointer($0)) }
  }

  /// Copies the bytes and the modification time of another file.
  ///
  /// If the file system supports it, both files share their blocks until one of them is changed.
  /// Otherwise the closure is called with the bytes as they are copied.
  ///
  /// - Returns: Whether the bytes were copied, and so passed to the closure.
  package func fill(
    from input: InputFile,
    _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws -> Bool {
    let modified = try input.status().modified
    let isCloned = try clone(input)
    if !isCloned {
      try input.forEachChunk { chunk in
        try write(chunk)
        try body(chunk)
      }
    }
    try setModified(modified)
    return !isCloned
  }

  /// Lets every user read the file, regardless of the umask.
  package func letEverybodyRead() throws {
    let number = try open().rawValue
    try calling("set the mode of", part) { fchmod(number, 0o644) }
  }

  /// Forces the bytes onto the disk; the file keeps its hidden name.
  package func sync() throws { try syncToDisk(open(), part) }

  /// Syncs the file, gives it its name and closes it.
  ///
  /// - Parameters:
  ///   - whenTaken: What to do if the name is taken.
  ///   - syncingFolder: False only in a draft folder, which `publishFolder` syncs once for all
  ///     files.
  /// - Returns: The path of the file.
  /// - Throws: `FileError`; then the file is not published, or it may not be on the disk.
  @discardableResult
  package func publish(
    _ whenTaken: WhenTaken,
    syncingFolder: Bool = true
  ) throws -> FilePath {
    try sync()
    let place = try whenTaken.rename(part, to: path)
    close()
    if syncingFolder { try path.folder.syncFolder() }
    return place
  }

  /// Removes the part; does nothing if the file was published or discarded before.
  package func discard() throws {
    guard descriptor != nil else { return }
    close()
    try part.removeFile()
  }

  /// Sets the modification time, since the start of 1970.
  private func setModified(_ modified: Duration) throws {
    let (seconds, attoseconds) = modified.components
    var times = [
      timespec(), timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000)),
    ]
    times[0] = times[1]
    let number = try open().rawValue
    try calling("set the time of", part) { futimens(number, times) }
  }

  func open() throws -> FileDescriptor {
    guard let descriptor else { throw FileError("write", path, .badFileDescriptor) }
    return descriptor
  }

  private func clone(_ input: InputFile) throws -> Bool {
    let (to, from) = (try open().rawValue, try naming("copy", input.path, input.open).rawValue)
    return linux_clone(to, from) == 0
  }

  private func close() {
    try? descriptor?.close()
    descriptor = nil
  }
}
