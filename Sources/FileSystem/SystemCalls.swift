import Glibc
import SystemPackage

/// Runs a C call that returns −1 and sets `errno`; repeats it while a signal interrupts it.
@discardableResult
func calling(
  _ operation: String,
  _ path: FilePath,
  _ call: () -> Int32
) throws -> Int32 {
  while true {
    let answer = call()
    guard answer == -1 else { return answer }
    let reason = Errno(rawValue: errno)
    guard reason == .interrupted else { throw FileError(operation, path, reason) }
  }
}

/// Runs a call of swift-system, and adds the operation and the path to its error.
func naming<Result>(
  _ operation: String,
  _ path: FilePath,
  _ call: () throws -> Result
) throws -> Result {
  do {
    return try call()
  } catch let reason as Errno {
    throw FileError(operation, path, reason)
  }
}

/// Forces what was written to a descriptor onto the disk.
///
/// After an error it is unknown what is on the disk, and a second fsync would report success: the
/// caller must abandon the file.
func syncToDisk(_ descriptor: FileDescriptor, _ path: FilePath) throws {
  try calling("sync", path) { fsync(descriptor.rawValue) }
}

/// Writes all the bytes, with as many calls as it takes.
func writeAll(
  _ bytes: UnsafeRawBufferPointer,
  to descriptor: FileDescriptor,
  _ path: FilePath
) throws {
  _ = try naming("write", path) { try descriptor.writeAll(bytes) }
}

/// Fills a buffer from a descriptor; reads less only at the end of the file.
func readFully(
  _ descriptor: FileDescriptor,
  into buffer: UnsafeMutableRawBufferPointer,
  _ path: FilePath
) throws -> Int {
  var filled = 0
  while filled < buffer.count {
    let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
    let count = try naming("read", path) { try descriptor.read(into: rest) }
    guard count > 0 else { break }
    filled += count
  }
  return filled
}
