import Glibc
package import SystemPackage

/// A folder that only this user may write is not safe.
///
/// It is a link, is not a folder, belongs to another user, or is writable for others.
package struct FolderNotOwn: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Fault: Equatable, Sendable {
    case symbolicLink, notAFolder
    case ownedBy(UInt32)
    case writableForOthers
  }

  package let path: FilePath
  package let fault: Fault

  /// What is wrong, without the remedy.
  package var fact: String {
    let name = path.displayed
    return switch fault {
    case .symbolicLink: "\(name) is a link: files that were claimed would go where it points"
    case .notAFolder: "\(name) is not a folder"
    case .ownedBy(let user):
      "\(name) belongs to user \(user), and this is user \(geteuid()): its owner could change "
        + "files that were claimed"
    case .writableForOthers:
      "\(name) is writable for other users, who could change files that were claimed"
    }
  }

  /// What to do about it.
  package var remedy: String {
    switch fault {
    case .symbolicLink, .notAFolder: "move it away: the next run makes the folder"
    case .ownedBy: "run allot as its owner, or move it away: the next run makes the folder"
    case .writableForOthers: "see who put what into it, then `chmod 700` it"
    }
  }

  package var description: String { "\(fact); \(remedy); nothing was changed" }
}

extension FilePath {
  /// What is wrong with a folder that must be this user's own; nil if nothing is, or if it is
  /// missing.
  package func ownershipFault() throws -> FolderNotOwn? {
    guard let stat = try look(followingLink: false) else { return nil }
    let fault: FolderNotOwn.Fault? =
      switch stat.type {
      case .symbolicLink: .symbolicLink
      case .directory:
        if stat.userID.rawValue != geteuid() {
          .ownedBy(stat.userID.rawValue)
        } else if !stat.permissions.isDisjoint(with: [.groupWrite, .otherWrite]) {
          .writableForOthers
        } else {
          nil
        }
      default: .notAFolder
      }
    return fault.map { FolderNotOwn(path: self, fault: $0) }
  }

  /// Makes a folder that only this user may use, durably; throws if an existing folder is not this
  /// user's own.
  ///
  /// Other users must not be able to remove entries of the parent folder: they could put a link in
  /// place of this folder after the check.
  ///
  /// Pass `isSynced: false` if the caller syncs the parent folder.
  package func makeOwnFolder(isSynced: Bool = true) throws {
    if let fault = try ownershipFault() { throw fault }
    if isSynced {
      try makeFolder(permissions: .ownerReadWriteExecute)
    } else if try !exists() {
      try makeOneFolder(.ownerReadWriteExecute)
    }
    // Somebody may have made the folder between the check and `mkdir`.
    if let fault = try ownershipFault() { throw fault }
  }
}
