import Glibc
import SystemPackage

/// Copies a file into a folder, and gives it a name only once the copy is on the disk and equal.
///
/// The time of the last change goes along: it tells a finished copy from another file.
///
/// - Returns: The path of the copy; its folder is not yet synced.
func copyDurably(
  _ input: InputFile,
  to folder: FilePath,
  as name: FilePath.Component
) throws -> FilePath {
  let status = try input.status()
  let output = try OutputFile(at: folder.appending(name), permissions: status.permissions)
  try input.rewind()
  try withChunk { chunk in
    while case let count = try input.read(into: chunk), count > 0 {
      try output.write(UnsafeRawBufferPointer(rebasing: chunk[..<count]))
    }
  }
  try output.setModified(status.modified)
  try output.sync()
  guard try sameBytes(input, InputFile(output.part)) else {
    throw FileError("copy without a difference", input.path, .ioError)
  }
  return try output.publish(.takeFreeName, syncingFolder: false)
}

/// Whether two files have the same bytes from their starts to their ends.
func sameBytes(_ one: InputFile, _ other: InputFile) throws -> Bool {
  guard try one.status().size == other.status().size else { return false }
  try one.rewind()
  try other.rewind()
  try other.forgetCache()
  return try withChunk { mine in
    try withChunk { theirs in
      while true {
        let count = try one.read(into: mine)
        guard try other.read(into: theirs) == count else { return false }
        guard count > 0 else { return true }
        guard mine[..<count].elementsEqual(theirs[..<count]) else { return false }
      }
    }
  }
}

/// Lends a buffer of the size that files are copied by.
private func withChunk<Result>(
  _ body: (UnsafeMutableRawBufferPointer) throws -> Result
) throws -> Result {
  let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
  defer { chunk.deallocate() }
  return try body(chunk)
}

extension InputFile {
  /// Forces onto the disk what was written to the file by whomever.
  func sync() throws {
    try syncToDisk(naming("sync", path, open), path)
  }

  /// Asks the system to read from the disk next, not from what it remembers of the file.
  fileprivate func forgetCache() throws {
    _ = posix_fadvise(try naming("read", path, open).rawValue, 0, 0, POSIX_FADV_DONTNEED)
  }
}
