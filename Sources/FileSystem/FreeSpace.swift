import Glibc
package import SystemPackage

/// The bytes that a user other than root can still write to the file system of a path.
package func freeSpace(at path: FilePath) throws -> UInt64 {
  var answer = statvfs()
  try calling("ask for the free space at", path) {
    path.withPlatformString { statvfs($0, &answer) }
  }
  let (bytes, overflow) = UInt64(answer.f_bavail)
    .multipliedReportingOverflow(by: UInt64(answer.f_frsize))
  return overflow ? .max : bytes
}

/// Whether two paths lie on one file system, so that a rename from one to the other can work.
///
/// It may fail all the same, between two mounts of one file system; `moveDurably` copes.
package func sameFileSystem(_ one: FilePath, _ other: FilePath) throws -> Bool {
  try device(of: one) == device(of: other)
}

private func device(of path: FilePath) throws -> DeviceID {
  try naming("look at", path) { try Stat(path).deviceID }
}
