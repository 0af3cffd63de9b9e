import Glibc
package import SystemPackage

/// The names in a folder, in the order of their bytes, without `.` and `..`.
///
/// The names are as the file system has them: one that is not UTF-8 can still be opened.
package func names(in folder: FilePath) throws -> [FilePath.Component] {
  let stream = try open(folder)
  defer { closedir(stream) }
  var found: [[UInt8]] = []
  while let name = try nextName(stream, folder) {
    if name != [0x2E] && name != [0x2E, 0x2E] { found.append(name) }
  }
  found.sort { $0.lexicographicallyPrecedes($1) }
  return found.compactMap { FilePath.Component(bytes: $0) }
}

private func open(_ folder: FilePath) throws -> OpaquePointer {
  while true {
    if let stream = folder.withPlatformString({ opendir($0) }) { return stream }
    let reason = Errno(rawValue: errno)
    guard reason == .interrupted else { throw FileError("list the folder", folder, reason) }
  }
}

/// The next name of an open folder; nil at its end.
///
/// The name is read where it lies: an entry is often shorter than its type
/// says, so copying the whole of it would read past its end.
private func nextName(_ stream: OpaquePointer, _ folder: FilePath) throws -> [UInt8]? {
  errno = 0
  guard let entry = readdir(stream) else {
    guard errno == 0 else { throw FileError("list the folder", folder, Errno(rawValue: errno)) }
    return nil
  }
  let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
  let name = UnsafeRawPointer(entry) + offset
  return [UInt8](cString: name.assumingMemoryBound(to: CChar.self))
}
