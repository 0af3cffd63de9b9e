package import SystemPackage

/// A regular file open for reading, and every question about it asked of the open file.
///
/// What is hashed, parsed and judged is thus one file, whatever becomes of its name.
package final class InputFile {
  /// The name by which the file was opened.
  package let path: FilePath
  private var descriptor: FileDescriptor?

  /// Opens a file without following a link at its end and without waiting for a writer.
  ///
  /// It is looked at before too, since merely opening a device can act on it.
  ///
  /// - Throws: `RefusedFile` for what is not a regular file, cannot be read by
  ///   this user or is gone, else `FileError`.
  package init(_ path: FilePath) throws {
    self.path = path
    do {
      let type = try Stat(path, followTargetSymlink: false).type
      if let refusal = RefusedFile(path, type) { throw refusal }
      let descriptor = try FileDescriptor.open(
        path,
        .readOnly,
        options: [.noFollow, .nonBlocking, .closeOnExec]
      )
      self.descriptor = descriptor
      if let refusal = RefusedFile(path, try Stat(descriptor).type) { throw refusal }
    } catch let reason as Errno {
      throw RefusedFile(path, reason) ?? FileError("open", path, reason)
    }
  }

  deinit { close() }

  /// Closes the file; what is asked of it afterwards throws.
  package func close() {
    try? descriptor?.close()
    descriptor = nil
  }

  /// Tells what the file system says of the open file now.
  package func status() throws -> FileStatus {
    try naming("look at", path) { FileStatus(try Stat(open())) }
  }

  /// Reads from where the last read ended.
  ///
  /// - Returns: How many bytes were read; less than the buffer holds only at
  ///   the end of the file, and 0 behind it.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try readFully(naming("read", path, open), into: buffer, path)
  }

  /// Goes to a place in the file, in bytes from its start.
  package func seek(to offset: Int64) throws {
    _ = try naming("seek in", path) { try open().seek(offset: offset, from: .start) }
  }

  /// Goes back to the start of the file.
  package func rewind() throws { try seek(to: 0) }

  /// Tells whether some process, this one included, has the file open for writing.
  package func writers() throws -> Writers {
    try naming("ask for writers of", path) { Writers(of: try open()) }
  }

  func open() throws -> FileDescriptor {
    guard let descriptor else { throw Errno.badFileDescriptor }
    return descriptor
  }
}
