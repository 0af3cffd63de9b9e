import Glibc
package import SystemPackage

extension FilePath {
  /// The names in the folder, in the order of their bytes, without `.` and `..`.
  ///
  /// The names have the bytes of the file system, so one that is not UTF-8 can still be opened.
  /// Only wanted names are kept in memory: a folder may have one for each night since the
  /// beginning.
  package func names(where isWanted: ([UInt8]) -> Bool = { _ in true }) throws -> [Component] {
    let stream = try openToList()
    defer { closedir(stream) }
    var found: [[UInt8]] = []
    while let name = try nextName(stream) {
      if name != [0x2E], name != [0x2E, 0x2E], isWanted(name) { found.append(name) }
    }
    found.sort { $0.lexicographicallyPrecedes($1) }
    return found.compactMap { Component(bytes: $0) }
  }

  private func openToList() throws -> OpaquePointer {
    while true {
      if let stream = withPlatformString({ opendir($0) }) { return stream }
      let reason = Errno(rawValue: errno)
      guard reason == .interrupted else { throw FileError("list the folder", self, reason) }
    }
  }

  /// The next name of the open folder; nil at its end.
  ///
  /// The name is read in place: an entry is often shorter than its type says, so copying the whole
  /// entry would read past its end.
  private func nextName(_ stream: OpaquePointer) throws -> [UInt8]? {
    errno = 0
    guard let entry = readdir(stream) else {
      guard errno == 0 else { throw FileError("list the folder", self, Errno(rawValue: errno)) }
      return nil
    }
    let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
    let name = UnsafeRawPointer(entry) + offset
    return [UInt8](cString: name.assumingMemoryBound(to: CChar.self))
  }
}
