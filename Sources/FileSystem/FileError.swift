package import SystemPackage

/// An operation on a file that the system refused, with a hint for the person who must act.
///
/// The path keeps its raw bytes; only the description escapes them.
package struct FileError: Error, Equatable, Sendable {
  /// The operation, worded to follow "cannot": `open`, `sync the folder`.
  package let operation: String
  package let path: FilePath
  /// The error code of the system.
  package let reason: Errno

  package init(_ operation: String, _ path: FilePath, _ reason: Errno) {
    self.operation = operation
    self.path = path
    self.reason = reason
  }

  /// What to do about it; nil if there is no advice.
  package var hint: String? {
    switch reason {
    case .noSpace: "the disk is full: free some space, then run again"
    case .diskQuotaExceeded: "the quota of this user is used up: free some space or raise it"
    case .readOnlyFileSystem: "the file system is read-only: see the system log, then remount it"
    case .permissionDenied, .notPermitted:
      "check the owner and the mode of the file and its folders"
    case .ioError: "the disk may be failing: see the system log before running again"
    case .fileTooLarge: "raise the limit of file sizes (ulimit -f)"
    case .tooManyOpenFiles, .tooManyOpenFilesInSystem: "raise the limit of open files (ulimit -n)"
    default: nil
    }
  }
}

extension FileError: CustomStringConvertible {
  /// What failed, without the hint.
  package var fact: String { "cannot \(operation) '\(path.displayed)': \(reason)" }

  package var description: String {
    hint.map { "\(fact); \($0)" } ?? fact
  }
}
