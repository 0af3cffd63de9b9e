import FileSystem
import ServiceLayer
import SystemPackage

/// Finds out which files are complete, and which may still be written to.
///
/// A read lease is refused while any process has the file open for writing. If no lease is possible
/// (another user's file), the file must look the same twice.
struct UploadDetection {
  enum Verdict: Equatable {
    /// It can be taken; its size is in bytes.
    case settled(UInt64)
    case busy(String)
    /// It is never taken: a link, a folder, a pipe.
    case refused(String)
  }

  let inbox: FilePath
  /// Files that must not be opened under any name.
  let guarded: GuardedFiles
  let environment: RunEnvironment

  /// Waits for all files together, and gives up on those that keep changing.
  ///
  /// The time limit begins after the first look at every file, and a second look `settle` later
  /// always follows. So an unchanged file is taken even if looking takes long.
  func verdicts(on names: [FileName]) throws -> [FileName: Verdict] {
    let clock = environment.clock
    var deadline: Duration?
    var verdicts: [FileName: Verdict] = [:]
    var looks: [FileName: Look] = [:]
    environment.entered(.waitingForFiles)
    while true {
      for name in names where verdicts[name].isOpen {
        verdicts[name] = try verdict(on: name, &looks[name])
      }
      let end = deadline ?? clock.monotonic() + max(environment.patience, environment.settle)
      deadline = end
      guard verdicts.values.contains(where: { Optional($0).isOpen }),
        clock.monotonic() < end, !environment.isStopping()
      else { return verdicts }
      clock.sleep(max(.milliseconds(50), min(environment.settle, .milliseconds(250))))
    }
  }

  private struct Look {
    let status: FileStatus
    let at: Duration
  }

  private func verdict(on name: FileName, _ last: inout Look?) throws -> Verdict {
    let file: InputFile
    let status: FileStatus
    let writers: Writers
    do {
      file = try InputFile(inbox.appending(name), unless: guarded)
      defer { file.close() }
      status = try file.status()
      writers = try file.writers()
    } catch let refused as UnreadableFile {
      return try verdict(on: refused)
    }
    guard writers != .some else {
      last = nil
      return .busy("a program still has it open for writing")
    }
    let now = environment.clock.monotonic()
    let age = environment.clock.wall() - max(status.modified, status.changed)
    let settled = Verdict.settled(UInt64(clamping: status.size))
    if writers == .none, age >= environment.settle { return settled }
    if let look = last, look.status == status {
      return now - look.at >= environment.settle ? settled : .busy("it changed just now")
    }
    last = Look(status: status, at: now)
    return environment.settle == .zero ? settled : .busy("it changed just now")
  }

  private func verdict(on refused: UnreadableFile) throws -> Verdict {
    switch refused.reason {
    case .leased: return .busy("\(refused)")
    case .noPermission:
      // An unreadable file is taken, too: it goes to failed/, where people see it. But by now its
      // name may belong to a closed folder, which cannot even be moved.
      let status: Stat?
      do {
        status = try refused.path.look(followingLink: false)
      } catch let error as FileError where error.reason == .permissionDenied {
        // Other users cannot even look at what a user has mounted, even on a single file.
        return .refused("\(refused)")
      }
      guard let status else {
        return .refused("\(UnreadableFile(path: refused.path, reason: .gone))")
      }
      return UnreadableFile(refused.path, status.type).map { .refused("\($0)") }
        ?? .settled(UInt64(clamping: status.size))
    default: return .refused("\(refused)")
    }
  }
}

extension UploadDetection.Verdict? {
  /// Whether another look may change the result.
  fileprivate var isOpen: Bool {
    switch self {
    case nil, .busy: true
    case .settled, .refused: false
    }
  }
}
