import Glibc
import SafeText
package import SystemPackage

/// The holder of the run lock, found without trying to take the lock.
package enum LockHolder: Equatable, Sendable {
  case nobody
  /// What the holder wrote about itself, safe to show; empty if it has not written it yet.
  case run(String)

  /// Looks for the lock in the kernel's list of locks.
  ///
  /// Trying to take the lock would be more reliable, but a run that starts at that moment would be
  /// refused. On some file systems the list has another device number than stat(2); there the
  /// process must be the one that wrote its name into the lock file.
  package init(of path: FilePath) throws {
    guard let stat = try path.look(followingLink: true) else {
      self = .nobody
      return
    }
    let signature = try Self.signature(path)
    let device = UInt64(stat.deviceID.rawValue)
    let place = Self.place(device: device, inode: UInt64(stat.inode.rawValue))
    let isHeld = try Self.kernelLocks().contains { lock in
      guard lock.isWholeFile, lock.place.inode == place.inode else { return false }
      return lock.place == place || signature.hasPrefix("pid \(lock.process),")
    }
    self = isHeld ? .run(signature) : .nobody
  }

  private struct Place: Equatable {
    let major: UInt64
    let minor: UInt64
    let inode: UInt64
  }

  private struct KernelLock {
    let isWholeFile: Bool
    let process: String
    let place: Place

    /// Reads `1: FLOCK  ADVISORY  WRITE 812 fe:01:1234 0 EOF`; nil for a waiting process, which has
    /// `->`.
    init?(_ line: Substring) {
      let words = line.split(separator: " ")
      guard words.count >= 8, words[1] != "->" else { return nil }
      let place = words[5].split(separator: ":")
      guard place.count == 3, let major = UInt64(place[0], radix: 16),
        let minor = UInt64(place[1], radix: 16), let inode = UInt64(place[2])
      else { return nil }
      isWholeFile = words[1] == "FLOCK"
      process = String(words[4])
      self.place = Place(major: major, minor: minor, inode: inode)
    }
  }

  /// Splits a device number as glibc's `gnu_dev_major` and `gnu_dev_minor` do.
  private static func place(device: UInt64, inode: UInt64) -> Place {
    Place(
      major: (device >> 8) & 0xFFF | (device >> 32) & 0xFFFF_F000,
      minor: device & 0xFF | (device >> 12) & 0xFFFF_FF00,
      inode: inode
    )
  }

  private static func kernelLocks() throws -> [KernelLock] {
    let file = try InputFile("/proc/locks")
    defer { file.close() }
    let text = try file.text(atMost: 1 << 20)
    return text.split(separator: "\n").compactMap(KernelLock.init)
  }

  /// Reads what the holder wrote; empty if this user may not read it.
  private static func signature(_ path: FilePath) throws -> String {
    let longest = 200
    let file: InputFile
    do {
      file = try InputFile(path)
    } catch let refused as UnreadableFile where refused.reason == .noPermission {
      return ""
    }
    defer { file.close() }
    return escaped(try file.text(atMost: longest).utf8.prefix { $0 != 0x0A }, atMost: longest)
  }
}
