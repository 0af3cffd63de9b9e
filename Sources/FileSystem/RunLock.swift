import Glibc
import SafeText
package import SystemPackage

/// The lock that allows only one run at a time in a root.
///
/// The kernel releases it when the process ends, so a killed run leaves no lock behind. The lock
/// file is never removed: otherwise one run could lock the removed file and another a new one, and
/// both would hold "the" lock.
package final class RunLock {
  private var descriptor: FileDescriptor?

  /// Takes the lock without waiting, and writes the holder and the start time into the lock file.
  ///
  /// - Throws: `LockTaken` if another run holds it, otherwise `FileError`.
  package init(at path: FilePath, since: String) throws {
    let descriptor = try naming("open the lock", path) {
      try FileDescriptor.open(
        path,
        .readWrite,
        options: [.create, .closeOnExec],
        permissions: .ownerReadWrite
      )
    }
    // Anyone who can open the file can hold the lock; an older version let the group open it.
    fchmod(descriptor.rawValue, 0o600)
    self.descriptor = descriptor
    do {
      try calling("lock", path) { flock(descriptor.rawValue, LOCK_EX | LOCK_NB) }
    } catch let error as FileError where error.reason == .wouldBlock {
      throw LockTaken(holder: Self.holder(descriptor))
    }
    Self.sign(descriptor, "pid \(getpid()), since \(since)\n")
  }

  deinit { release() }

  /// Releases the lock; doing so twice is harmless.
  ///
  /// Closing the file would not be enough while a child process that is just starting has a copy of
  /// the descriptor.
  package func release() {
    guard let descriptor else { return }
    flock(descriptor.rawValue, LOCK_UN)
    try? descriptor.close()
    self.descriptor = nil
  }

  /// Writes the holder of the lock; errors are ignored, since a full disk must not stop a run here.
  private static func sign(_ descriptor: FileDescriptor, _ text: String) {
    _ = try? descriptor.resize(to: 0)
    _ = try? descriptor.writeAll(toAbsoluteOffset: 0, text.utf8)
  }

  /// Reads the holder of the lock; the text is not trusted, since anyone may have written it.
  private static func holder(_ descriptor: FileDescriptor) -> String {
    let longest = 200
    let bytes = [UInt8](unsafeUninitializedCapacity: longest) { buffer, count in
      count = (try? descriptor.read(fromAbsoluteOffset: 0, into: .init(buffer))) ?? 0
    }
    return escaped(bytes.prefix { $0 != UInt8(ascii: "\n") }, atMost: longest)
  }
}

/// Another run holds the lock.
package struct LockTaken: Error, Equatable, Sendable, CustomStringConvertible {
  /// What the other run wrote about itself, safe to show; empty if it has not written it yet.
  package let holder: String

  package init(holder: String) { self.holder = holder }

  package var description: String {
    holder.isEmpty ? "another run is active" : "another run (\(holder)) is active"
  }
}
