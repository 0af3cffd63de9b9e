package import SystemPackage

/// A name that is left alone, because what it stands for is not a file that can be read.
package struct RefusedFile: Error, Equatable, Sendable {
  /// What the name stands for, or why that cannot be told.
  package enum Reason: Equatable, Sendable {
    case symbolicLink, folder, fifo, socket, device, noPermission, gone
  }

  /// The name that is left alone.
  package let path: FilePath
  /// Why it is.
  package let reason: Reason

  /// Makes the refusal of a name for a reason.
  package init(path: FilePath, reason: Reason) {
    self.path = path
    self.reason = reason
  }

  /// Makes a refusal of what the system calls the file; nil for a regular one.
  init?(_ path: FilePath, _ type: FileType) {
    switch type {
    case .regular: return nil
    case .symbolicLink: self.init(path: path, reason: .symbolicLink)
    case .directory: self.init(path: path, reason: .folder)
    case .fifo: self.init(path: path, reason: .fifo)
    case .socket: self.init(path: path, reason: .socket)
    default: self.init(path: path, reason: .device)
    }
  }

  /// Makes a refusal of what looking or opening threw; nil where it tells of no such reason.
  init?(_ path: FilePath, _ reason: Errno) {
    switch reason {
    case .noSuchFileOrDirectory: self.init(path: path, reason: .gone)
    case .permissionDenied, .notPermitted: self.init(path: path, reason: .noPermission)
    case .tooManySymbolicLinkLevels: self.init(path: path, reason: .symbolicLink)
    default: return nil
    }
  }
}

extension RefusedFile: CustomStringConvertible {
  package var description: String {
    let name = path.lastComponent.map(displayName) ?? displayPath(path)
    return switch reason {
    case .symbolicLink: "'\(name)' is a symbolic link, which is not followed"
    case .folder: "'\(name)' is a folder, not a file"
    case .fifo: "'\(name)' is a named pipe, not a file"
    case .socket: "'\(name)' is a socket, not a file"
    case .device: "'\(name)' is a device, not a file"
    case .noPermission: "'\(name)' may not be read by this user: check its owner and mode"
    case .gone: "'\(name)' is gone"
    }
  }
}
