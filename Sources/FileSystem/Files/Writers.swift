import CLinux
import Glibc
import SystemPackage

/// Whether any process may still be writing to a file.
package enum Writers: Equatable, Sendable {
  /// No process has the file open for writing.
  case none
  /// A process has the file open or mapped for writing.
  case some
  /// The file system does not support the question, or the file has another owner.
  case unknown

  /// Finds out by taking a read lease, which is granted only if no process has the file open for
  /// writing.
  ///
  /// If a writer opens the file during the lease, the kernel sends a signal. The default one,
  /// SIGIO, would end the process; SIGURG is ignored by default. The lease is released at once, so
  /// no writer waits long.
  init(of descriptor: FileDescriptor) {
    let number = descriptor.rawValue
    guard fcntl(number, LINUX_F_SETSIG, SIGURG) == 0 else {
      self = .unknown
      return
    }
    if fcntl(number, LINUX_F_SETLEASE, Int32(F_RDLCK)) == 0 {
      _ = fcntl(number, LINUX_F_SETLEASE, Int32(F_UNLCK))
      self = .none
    } else {
      self = errno == EAGAIN ? .some : .unknown
    }
  }
}
