package import SystemPackage

/// A path that is skipped, because it is not a file that can be read.
package struct UnreadableFile: Error, Equatable, Sendable {
  package enum Reason: Equatable, Sendable {
    case symbolicLink, folder, fifo, socket, device, noPermission, gone
    /// Another program holds a lease on it, as Samba does for its clients.
    case leased
    /// It is another name of a file that this program itself uses.
    case guarded
  }

  package let path: FilePath
  package let reason: Reason

  package init(path: FilePath, reason: Reason) {
    self.path = path
    self.reason = reason
  }

  /// Makes the error for a file type; nil for a regular file.
  package init?(_ path: FilePath, _ type: FileType) {
    switch type {
    case .regular: return nil
    case .symbolicLink: self.init(path: path, reason: .symbolicLink)
    case .directory: self.init(path: path, reason: .folder)
    case .fifo: self.init(path: path, reason: .fifo)
    case .socket: self.init(path: path, reason: .socket)
    default: self.init(path: path, reason: .device)
    }
  }

  /// Makes the error for an error code of stat or open; nil if the code has another cause.
  init?(_ path: FilePath, _ reason: Errno) {
    switch reason {
    case .noSuchFileOrDirectory, .staleNFSFileHandle: self.init(path: path, reason: .gone)
    case .wouldBlock: self.init(path: path, reason: .leased)
    // Returned when a folder, a socket or a device has just taken the name of the file.
    case .isDirectory: self.init(path: path, reason: .folder)
    case .noSuchAddressOrDevice, .operationNotSupportedByDevice:
      self.init(path: path, reason: .device)
    case .permissionDenied, .notPermitted: self.init(path: path, reason: .noPermission)
    case .tooManySymbolicLinkLevels: self.init(path: path, reason: .symbolicLink)
    default: return nil
    }
  }
}

extension UnreadableFile: CustomStringConvertible {
  package var description: String {
    let name = path.lastComponent.map(\.displayed) ?? path.displayed
    return switch reason {
    case .symbolicLink: "'\(name)' is a symbolic link, which is not followed"
    case .folder: "'\(name)' is a folder, not a file"
    case .fifo: "'\(name)' is a named pipe, not a file"
    case .socket: "'\(name)' is a socket, not a file"
    case .device: "'\(name)' is a device, not a file"
    case .noPermission: "'\(name)' cannot be read by this user: check its owner and mode"
    case .gone: "'\(name)' is gone"
    case .leased: "'\(name)' is in use by another program, which has a lease on it"
    case .guarded: "'\(name)' is another name of a file of allot's own: remove that name"
    }
  }
}
