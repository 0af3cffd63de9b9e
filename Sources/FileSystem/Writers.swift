import CLinux
import Glibc
import SystemPackage

/// Whether a file may still be growing under some writer's hand.
package enum Writers: Equatable, Sendable {
  /// No process can write to the file through what it has open now.
  case none
  /// A process has the file open for writing, or mapped so.
  case some
  /// The file system or the file's owner does not let us ask.
  case unknown

  /// Asks by taking a read lease, which is granted only where nobody writes.
  ///
  /// A writer who comes while the lease is held is announced by a signal, and
  /// the default one, SIGIO, would end the process; SIGURG is ignored by default.
  /// The lease is given back at once, so nobody is kept waiting.
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
