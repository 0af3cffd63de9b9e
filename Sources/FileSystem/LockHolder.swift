import Glibc
import SafeText
package import SystemPackage

/// Who has the run lock, found out without touching it.
package enum LockHolder: Equatable, Sendable {
  case nobody
  /// What the holder wrote of itself, safe to show; empty where it has not got to it.
  case run(String)

  /// Looks the lock up among those that the kernel lists.
  ///
  /// To try the lock would be surer, and would turn away a run that begins just then. Some file
  /// systems list a device that stat(2) does not know; there the process must be the one that
  /// signed.
  package init(of path: FilePath) throws {
    guard let stat = try look(at: path, followingLink: true) else {
      self = .nobody
      return
    }
    let file = try InputFile(path)
    defer { file.close() }
    let signature = try Self.signature(file)
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

    /// Reads `1: FLOCK  ADVISORY  WRITE 812 fe:01:1234 0 EOF`; a waiting one has an arrow.
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

  /// Takes a device number apart as glibc's `gnu_dev_major` and `gnu_dev_minor` do.
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

  private static func signature(_ file: InputFile) throws -> String {
    let longest = 200
    return escaped(try file.text(atMost: longest).utf8.prefix { $0 != 0x0A }, atMost: longest)
  }
}

extension InputFile {
  /// The beginning of the file.
  package func text(atMost limit: Int) throws -> String {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: limit, alignment: 1)
    defer { buffer.deallocate() }
    return String(decoding: buffer[..<(try read(into: buffer))], as: UTF8.self)
  }
}
