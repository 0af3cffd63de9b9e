import Glibc
import SystemPackage

/// What the three standard descriptors, and the signals of writing, need before anything else is opened.
package enum StandardDescriptors {
  /// Opens `/dev/null` for those of 0, 1 and 2 that the caller closed.
  ///
  /// Else the next file opened, maybe the database, gets the number, and a
  /// message to standard error lands in it. The lowest free number is given
  /// first, so the three are gone through in order.
  package static func ensureOpen() throws {
    for number: Int32 in 0...2 where fcntl(number, F_GETFD) == -1 {
      try naming("open", "/dev/null") {
        _ = try FileDescriptor.open("/dev/null" as FilePath, .readWrite)
      }
    }
  }

  /// Makes writing to a reader who left an error (EPIPE) instead of the end of the process.
  package static func ignoreSIGPIPE() {
    signal(SIGPIPE, SIG_IGN)
  }

  /// Makes writing beyond the limit of file sizes (`ulimit -f`) an error (EFBIG) instead of the end.
  package static func ignoreSIGXFSZ() {
    signal(SIGXFSZ, SIG_IGN)
  }
}
