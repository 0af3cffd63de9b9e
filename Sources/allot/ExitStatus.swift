import ArgumentParser
import Configuration
import Domain
import FileSystem
import Pipeline
import ServiceLayer

/// The exit codes; the page Commands lists them.
enum ExitStatus: Int32 {
  case done = 0
  case needsHuman = 1
  case wrongUsage = 64
  case notFound = 66
  case programFault = 70
  case unusable = 74
  case runAgain = 75

  /// The code for an error; nil for errors of the argument parser, which chooses its own.
  ///
  /// An unexpected error counts as a bug in the program, because 1 would mean that the run is done.
  init?(of error: any Error) {
    switch error {
    case is Misconfiguration, is ConfigurationFault, is NetworkDisk, is NoSuchRoot,
      is OtherUsersRoot,
      is AnotherRootsFolder:
      self = .wrongUsage
    case is UnknownOrder, is NothingKnown: self = .notFound
    case is Stopped, is LockTaken: self = .runAgain
    case let failure as StoreFailure:
      switch failure.kind {
      case .retry: self = .runAgain
      case .wrongUsage: self = .wrongUsage
      case .unusable: self = .unusable
      case .fault: self = .programFault
      }
    case is FileError, is FolderNotOwn, is UnreadableFile, is DiskAlmostFull, is LostDatabase,
      is OtherRowRules:
      self = .unusable
    case is LedgerOutOfBalance, is EventRefused, is BrokenChain:
      self = .programFault
    default:
      guard Allot.exitCode(for: error) == .failure else { return nil }
      self = .programFault
    }
  }

  /// What to do next, if the message does not say so.
  func advice(on error: any Error) -> String? {
    switch self {
    case .unusable: "`allot doctor` looks over disk and database, and says what to do"
    case .programFault:
      "`allot doctor` looks over ledger, view and stock, and says what to do"
    default: nil
    }
  }
}

/// Thrown when all output is printed and the program must exit with this code.
struct ExitRequest: Error {
  let status: ExitStatus
}

/// The options or the environment are wrong.
struct Misconfiguration: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
