import FileSystem
import Foundation
import SystemPackage

/// The root lies where locks and syncs cannot be believed (reliability.md, B4).
struct NetworkDisk: Error, CustomStringConvertible {
  private static let variable = "ALLOT_ALLOW_NETWORK_DISK"

  let root: FilePath
  /// What kind of file system it is.
  let name: String

  /// Nil where the folder is on a disk of this machine.
  init?(under folder: FilePath, of root: FilePath) throws {
    guard case .network(let name) = try MountKind(of: folder) else { return nil }
    self.root = root
    self.name = name
  }

  /// Whether the environment allows it; what it says must be clear.
  static func isAllowedByEnvironment() throws -> Bool {
    guard let given = ProcessInfo.processInfo.environment[variable] else { return false }
    guard given == "1" else {
      throw Misconfiguration("\(variable) is '\(given)': set it to 1, or unset it")
    }
    return true
  }

  var description: String {
    """
    \(displayPath(root)) lies on \(name): over a network, locks and syncs may not hold what they \
    promise, and rows may be lost; put it on a local disk, or say --allow-network-disk \
    (\(Self.variable)=1); nothing was changed
    """
  }
}
