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

/// Where the file system of a path is mounted, so that people know which disk is meant.
package func mountPoint(of path: FilePath) throws -> FilePath {
  var place = path
  let device = try device(of: place)
  while case let above = place.folder, above != place, above != ".",
    try FileSystem.device(of: above) == device
  {
    place = above
  }
  return place
}

/// How many bytes a file has; none where nothing has the path.
package func size(of path: FilePath) throws -> UInt64 {
  do {
    return UInt64(try naming("look at", path) { try Stat(path, followTargetSymlink: false).size })
  } catch let error as FileError where error.reason == .noSuchFileOrDirectory {
    return 0
  }
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
