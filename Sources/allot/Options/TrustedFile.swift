import FileSystem
import Foundation
import SystemPackage

/// A file with settings that only certain users may write, because it decides what allot does.
struct TrustedFile {
  enum Owner {
    /// Only root may write it.
    case root
    /// Its owner and their group may write it.
    case anyone
  }

  let path: FilePath
  let owner: Owner
  /// The largest size that is read.
  private static let longest = 1 << 20

  /// Checks the file, and returns its whole text.
  func text() throws -> String {
    let name = path.displayed
    guard let status = try path.look(followingLink: true) else {
      throw Misconfiguration("\(name) cannot be read: it is not there")
    }
    guard status.type == .regular else {
      throw Misconfiguration("\(name) cannot be read: it is not a file")
    }
    try check(status)
    guard status.size <= Self.longest else {
      throw Misconfiguration("\(name) is too large for a configuration: \(status.size) bytes")
    }
    guard let text = try? String(contentsOfFile: path.string, encoding: .utf8) else {
      throw Misconfiguration("\(name) cannot be read: check its mode, and that it is UTF-8")
    }
    return text
  }

  private func check(_ status: Stat) throws {
    let name = path.displayed
    switch owner {
    case .root:
      guard status.userID.rawValue == 0, !status.permissions.contains(.groupWrite),
        !status.permissions.contains(.otherWrite)
      else {
        throw Misconfiguration("\(name) must belong to root, and only root may write it")
      }
    case .anyone:
      guard !status.permissions.contains(.otherWrite) else {
        throw Misconfiguration("every user may write \(name): remove that permission (chmod o-w)")
      }
    }
  }
}
