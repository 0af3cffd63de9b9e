import ArgumentParser
import Domain
import FileSystem
import Pipeline
import SQLiteStore
import ServiceLayer

/// The exit codes of design.md, section 6.
enum ExitStatus: Int32 {
  case done = 0
  case needsHuman = 1
  case wrongUsage = 64
  case programFault = 70
  case unusable = 74
  case runAgain = 75

  /// The code for an error; nil for those of the argument parser, which chooses its own.
  ///
  /// An error that nobody foresaw is a fault of the program: 1 would say that the run is done.
  init?(of error: any Error) {
    switch error {
    case is NeedsHuman: self = .needsHuman
    case is Misconfiguration, is NetworkDisk: self = .wrongUsage
    case is Stopped, is LockTaken: self = .runAgain
    case let failure as StoreFailure:
      switch failure.cause {
      case .busy: self = .runAgain
      case .unusable, .damaged, .newer, .empty: self = .unusable
      case .fault: self = .programFault
      }
    case is FileError, is RefusedFile, is DiskAlmostFull, is LostDatabase: self = .unusable
    case is LedgerOutOfBalance, is EventRefused, is BrokenChain, is ViewDiffers:
      self = .programFault
    default:
      guard Allot.exitCode(for: error) == .failure else { return nil }
      self = .programFault
    }
  }

  /// Where to look next, for what the message alone does not mend.
  func advice(on error: any Error) -> String? {
    switch self {
    case .unusable: "`allot doctor` looks over disk and database, and says what to do"
    case .programFault where !(error is ViewDiffers):
      "`allot doctor` looks over ledger, view and stock, and says what to do"
    default: nil
    }
  }
}

/// The run is done, but somebody must look at what it says.
struct NeedsHuman: Error {}

/// The options or the environment contradict the machine.
struct Misconfiguration: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// The view and the write model place lines differently.
struct ViewDiffers: Error, CustomStringConvertible {
  let differences: Int
  var description: String {
    "the view differs from the write model in \(differences) lines: run `allot view rebuild`"
  }
}
