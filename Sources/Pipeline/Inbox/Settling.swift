import FileSystem
import ServiceLayer
import SystemPackage

/// Tells files that are complete from those that somebody may still be writing.
///
/// A read lease is refused while any process has the file open for writing. Where a lease is not to
/// be had (another owner's file), two looks must agree instead (reliability.md, C1).
struct Settling {
  enum Verdict: Equatable {
    case settled
    case busy(String)
    /// Not a file that is ever taken: a link, a folder, a pipe.
    case refused(String)
  }

  let inbox: FilePath
  let surroundings: Surroundings

  /// Waits for all files together, and gives up on those that do not settle in time.
  func verdicts(on names: [FileName]) throws -> [FileName: Verdict] {
    let clock = surroundings.clock
    let deadline = clock.monotonic() + surroundings.patience
    var verdicts: [FileName: Verdict] = [:]
    var looks: [FileName: Look] = [:]
    while true {
      for name in names where verdicts[name].isOpen {
        verdicts[name] = try verdict(on: name, &looks[name])
      }
      guard verdicts.values.contains(where: { Optional($0).isOpen }),
        clock.monotonic() < deadline, !surroundings.isStopping()
      else { return verdicts }
      clock.sleep(max(.milliseconds(50), min(surroundings.settle, .milliseconds(250))))
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
      file = try InputFile(inbox.appending(name))
      defer { file.close() }
      status = try file.status()
      writers = try file.writers()
    } catch let refused as RefusedFile {
      // One that may not be read is taken all the same: it goes to failed/, where it is seen.
      return refused.reason == .noPermission ? .settled : .refused("\(refused)")
    }
    guard writers != .some else {
      last = nil
      return .busy("a program still has it open for writing")
    }
    let now = surroundings.clock.monotonic()
    let age = surroundings.clock.wall() - max(status.modified, status.changed)
    if writers == .none, age >= surroundings.settle { return .settled }
    if let look = last, look.status == status {
      return now - look.at >= surroundings.settle ? .settled : .busy("it changed just now")
    }
    last = Look(status: status, at: now)
    return surroundings.settle == .zero ? .settled : .busy("it changed just now")
  }
}

extension Settling.Verdict? {
  /// Whether another look may still change the verdict.
  fileprivate var isOpen: Bool {
    switch self {
    case nil, .busy: true
    case .settled, .refused: false
    }
  }
}
