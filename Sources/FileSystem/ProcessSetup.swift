import Glibc
package import SystemPackage

/// Sets up the three standard descriptors and the signals of failed writes; call it before any file
/// is opened.
package enum StandardDescriptors {
  /// Opens `/dev/null` for each of the descriptors 0, 1 and 2 that is closed.
  ///
  /// Otherwise the next file opened, perhaps the database, would get that number, and a message to
  /// standard error would be written into it. The system uses the lowest free number first, so the
  /// three are checked in order.
  package static func ensureOpen() throws {
    for number: Int32 in 0...2 where fcntl(number, F_GETFD) == -1 {
      try naming("open", "/dev/null") {
        _ = try FileDescriptor.open("/dev/null" as FilePath, .readWrite)
      }
    }
  }

  /// Makes writing to a closed pipe an error (EPIPE) instead of ending the process.
  package static func ignoreSIGPIPE() {
    signal(SIGPIPE, SIG_IGN)
  }

  /// Makes exceeding the file size limit (`ulimit -f`) an error (EFBIG) instead of ending the
  /// process.
  package static func ignoreSIGXFSZ() {
    signal(SIGXFSZ, SIG_IGN)
  }
}

/// Raises the limit of open files to at least `needed`.
///
/// With fewer, a library may run out of descriptors at a point at which it cannot report an error,
/// and end the process.
///
/// - Throws: `FileError` about the folder, if the limit may not be raised that far.
package func expectOpenFiles(_ needed: Int, in folder: FilePath) throws {
  let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
  var limit = rlimit()
  guard getrlimit(resource, &limit) == 0, limit.rlim_cur < rlim_t(needed) else { return }
  limit.rlim_cur = min(limit.rlim_max, rlim_t(needed))
  guard limit.rlim_cur >= rlim_t(needed), setrlimit(resource, &limit) == 0 else {
    throw FileError("open \(needed) files at once under", folder, .tooManyOpenFiles)
  }
}
