import CLinux
package import SystemPackage

/// A regular file that is open for reading; every check uses the open file, not its path.
///
/// So the same file is hashed, parsed and checked, even if another file gets its name.
package final class InputFile {
  /// The path by which the file was opened.
  package let path: FilePath
  private var descriptor: FileDescriptor?

  /// Opens a file without following a final link and without waiting for a writer.
  ///
  /// The file type is checked before the file is opened for reading: merely opening a device can
  /// have effects, and closing the database under another name would drop SQLite's locks.
  ///
  /// Guarded files are not opened under any name.
  ///
  /// - Throws: `UnreadableFile` if it is not a regular file, is gone or cannot be read by this
  ///   user; otherwise `FileError`.
  package init(_ path: FilePath, unless guarded: GuardedFiles = GuardedFiles()) throws {
    self.path = path
    do {
      // An O_PATH descriptor opens nothing; the file opened through it is certainly the same one.
      let place = try FileDescriptor.open(
        path,
        .readOnly,
        options: [.noFollow, .closeOnExec, .init(rawValue: LINUX_O_PATH)]
      )
      descriptor = try place.closeAfter {
        let stat = try Stat(place)
        if let refusal = UnreadableFile(path, stat.type) { throw refusal }
        if try guarded.contains(stat) { throw UnreadableFile(path: path, reason: .guarded) }
        return try Self.open(place, path)
      }
    } catch let reason as Errno {
      throw UnreadableFile(path, reason) ?? FileError("open", path, reason)
    }
  }

  private static func open(_ place: FileDescriptor, _ path: FilePath) throws -> FileDescriptor {
    do {
      return try FileDescriptor.open(
        FilePath("/proc/self/fd/\(place.rawValue)"),
        .readOnly,
        options: [.nonBlocking, .closeOnExec]
      )
    } catch Errno.noSuchFileOrDirectory {
      // The file exists, since `place` refers to it.
      throw FileError("open (is /proc mounted?)", path, .noSuchFileOrDirectory)
    }
  }

  deinit { close() }

  /// Closes the file; every later call throws.
  package func close() {
    try? descriptor?.close()
    descriptor = nil
  }

  /// The current status of the open file.
  package func status() throws -> FileStatus {
    try naming("look at", path) { FileStatus(try Stat(open())) }
  }

  /// Reads from where the last read ended.
  ///
  /// - Returns: How many bytes were read; fewer than the buffer holds only at the end of the file,
  ///   and 0 after it.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try readFully(naming("read", path, open), into: buffer, path)
  }

  /// Goes to an offset, in bytes from the start of the file.
  package func seek(to offset: Int64) throws {
    _ = try naming("seek in", path) { try open().seek(offset: offset, from: .start) }
  }

  package func rewind() throws { try seek(to: 0) }

  /// Whether any process, including this one, has the file open for writing.
  package func writers() throws -> Writers {
    try naming("ask for writers of", path) { Writers(of: try open()) }
  }

  func open() throws -> FileDescriptor {
    guard let descriptor else { throw Errno.badFileDescriptor }
    return descriptor
  }

  /// Reads the whole file from its start.
  package func forEachChunk(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    try rewind()
    try withChunk { chunk in
      while case let count = try read(into: chunk), count > 0 {
        try body(UnsafeRawBufferPointer(rebasing: chunk[..<count]))
      }
    }
  }

  /// Reads up to `limit` bytes as text.
  package func text(atMost limit: Int) throws -> String {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: limit, alignment: 1)
    defer { buffer.deallocate() }
    return String(decoding: buffer[..<(try read(into: buffer))], as: UTF8.self)
  }

  /// Calls the closure with a buffer for reading.
  func withChunk<Result>(
    _ body: (UnsafeMutableRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { chunk.deallocate() }
    return try body(chunk)
  }
}
