import FileSystem
import SystemPackage

/// The root is on a file system where locks and syncs cannot be trusted.
struct NetworkDisk: Error, CustomStringConvertible {
  private static let setting = "ALLOT_ALLOW_NETWORK_DISK"

  let root: FilePath
  /// The kind of file system.
  let name: String

  /// Nil if the folder is on a disk of this machine.
  init?(under folder: FilePath, of root: FilePath) throws {
    guard case .network(let name) = try MountKind(of: folder) else { return nil }
    self.root = root
    self.name = name
  }

  /// Whether the settings allow network disks.
  static func isAllowedBySettings() throws -> Bool { try Settings.isOn(setting) }

  var description: String {
    """
    \(root.displayed) is on \(name): over a network, locks and syncs may not hold what they \
    promise, and rows may be lost; put it on a local disk, or say --allow-network-disk \
    (\(Self.setting)=1); nothing was changed
    """
  }
}
