import FileSystem
import ServiceLayer
import SystemPackage

/// Finds out which files are complete, and which somebody may still be writing.
///
/// A read lease is refused while any process has the file open for writing. Where no lease can be
/// had (another user's file), the file must look the same twice.
struct UploadDetection {
  enum Verdict: Equatable {
    /// It can be taken; it has so many bytes.
    case settled(UInt64)
    case busy(String)
    /// Not a file that is ever taken: a link, a folder, a pipe.
    case refused(String)
  }

  let inbox: FilePath
  /// Files that are not to be opened, whatever name they go by in the inbox.
  let guarded: GuardedFiles
  let environment: RunEnvironment

  /// Waits for all files together, and gives up on those that do not settle in time.
  ///
  /// Time begins to run when each was looked at once, and a second look `settle` later is always
  /// waited for: a file that nobody touches is taken, however long or slow the wait.
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
      // A file that may not be read is taken all the same: it goes to failed/, where it is seen.
      // But a closed folder may have taken its name since: that one cannot even be moved.
      let status: Stat?
      do {
        status = try refused.path.look(followingLink: false)
      } catch let error as FileError where error.reason == .permissionDenied {
        // What a user mounts, on a file of his own too, others may not even look at.
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
  /// Whether another look may still change the verdict.
  fileprivate var isOpen: Bool {
    switch self {
    case nil, .busy: true
    case .settled, .refused: false
    }
  }
}
