import SafeText
import Glibc
package import SystemPackage

/// The lock that lets one run at a time have the root.
///
/// The kernel holds it for as long as the process lives, so a killed run leaves
/// none behind. The file is never removed: a run that waits on a removed file
/// and one that makes it anew would both have "the" lock.
package final class RunLock {
  private var descriptor: FileDescriptor?

  /// Takes the lock without waiting, and leaves word of who has it since when.
  ///
  /// - Throws: `LockTaken` where another run has it, else `FileError`.
  package init(at path: FilePath, since: String) throws {
    let descriptor = try naming("open the lock", path) {
      try FileDescriptor.open(
        path,
        .readWrite,
        options: [.create, .closeOnExec],
        permissions: [.ownerReadWrite, .groupReadWrite]
      )
    }
    self.descriptor = descriptor
    do {
      try calling("lock", path) { flock(descriptor.rawValue, LOCK_EX | LOCK_NB) }
    } catch let error as FileError where error.reason == .wouldBlock {
      throw LockTaken(holder: Self.holder(descriptor))
    }
    Self.sign(descriptor, "pid \(getpid()), since \(since)\n")
  }

  deinit { release() }

  /// Gives the lock back; doing so twice is harmless.
  ///
  /// Closing would not be enough while a child process that is just being
  /// started has a copy of the descriptor.
  package func release() {
    guard let descriptor else { return }
    flock(descriptor.rawValue, LOCK_UN)
    try? descriptor.close()
    self.descriptor = nil
  }

  /// Writes who has the lock; a full disk must not stop a run for want of a message.
  private static func sign(_ descriptor: FileDescriptor, _ text: String) {
    _ = try? descriptor.resize(to: 0)
    _ = try? descriptor.writeAll(toAbsoluteOffset: 0, text.utf8)
  }

  /// Reads who has the lock: untrusted, as anyone may have written the file.
  private static func holder(_ descriptor: FileDescriptor) -> String {
    let longest = 200
    let bytes = [UInt8](unsafeUninitializedCapacity: longest) { buffer, count in
      count = (try? descriptor.read(fromAbsoluteOffset: 0, into: .init(buffer))) ?? 0
    }
    return escaped(bytes.prefix { $0 != UInt8(ascii: "\n") }, atMost: longest)
  }
}
