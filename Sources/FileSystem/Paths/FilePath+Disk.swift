import Glibc
package import SystemPackage

/// The file system of a path, and its free space.
extension FilePath {
  /// The free bytes for users other than root, on the file system of the path.
  package func freeSpace() throws -> UInt64 {
    var answer = statvfs()
    try calling("ask for the free space at", self) {
      withPlatformString { statvfs($0, &answer) }
    }
    return UInt64(answer.f_bavail).multiplied(by: UInt64(answer.f_frsize))
  }

  /// The mount point of the path's file system, so that messages can name the disk.
  package func mountPoint() throws -> FilePath {
    var place = self
    let device = try device()
    while case let above = place.folder, above != place, above != ".",
      try above.device() == device
    {
      place = above
    }
    return place
  }

  /// The path itself, or the nearest folder above it that exists.
  package func nearestFolder() throws -> FilePath {
    var place = self
    while try !place.exists(), place.removeLastComponent() {}
    return place
  }

  /// Whether both paths are on one file system, so that a rename from one to the other can work.
  ///
  /// A rename can still fail between two mounts of one file system; `moveDurably` handles that.
  package func isOnFileSystem(of other: FilePath) throws -> Bool {
    try device() == other.device()
  }

  private func device() throws -> DeviceID { try lookAtExisting(followingLink: true).deviceID }
}

/// Saturating arithmetic on sizes that come from outside.
extension UInt64 {
  package func multiplied(by factor: UInt64) -> UInt64 {
    let (product, overflow) = multipliedReportingOverflow(by: factor)
    return overflow ? .max : product
  }

  package func increased(by other: UInt64) -> UInt64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }

  package func reduced(by other: UInt64) -> UInt64 { self > other ? self - other : 0 }

  /// Bytes in megabytes, rounded up.
  package var inMegabytes: UInt64 { self >> 20 + (self & 0xF_FFFF == 0 ? 0 : 1) }
}
