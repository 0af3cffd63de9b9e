import FileSystem
package import ServiceLayer
import SystemPackage

/// Checks everything that a run depends on, without changing anything.
package struct Checkup {
  package struct Options {
    package var isQuick = false
    /// Whether every archived file is read and compared with the ledger.
    package var readsArchive = false
    /// The senders that have a folder of their own in the inbox.
    package var senders: [String] = []
    /// The free space, in bytes, below which no run begins.
    package var leastFree: UInt64

    package init(leastFree: UInt64) { self.leastFree = leastFree }
  }

  private let folders: Folders
  private let options: Options
  private let openStore: (_ besideWriters: Bool) throws -> any StoreCheckup
  private let trouble: (any Error) -> Finding.Trouble

  /// `trouble` classifies an error that stops one of the checks.
  package init(
    folders: Folders,
    options: Options,
    openStore: @escaping (_ besideWriters: Bool) throws -> any StoreCheckup,
    trouble: @escaping (any Error) -> Finding.Trouble
  ) {
    self.folders = folders
    self.options = options
    self.openStore = openStore
    self.trouble = trouble
  }

  /// The findings, in the order of the checks.
  package func findings() -> [Finding] {
    guard folders.root.refusal(of: [.read, .search]) == nil else { return closed }
    var findings = looking("folders") {
      try FolderCheck(folders: folders).findings()
    }
    findings += looking("folders") {
      try folders.expectFoldersOfNoOtherRoot()
      return []
    }
    findings += looking("disk") {
      try DiskCheck(folders: folders, leastFree: options.leastFree).findings()
    }
    var holder = LockHolder.nobody
    findings += looking("lock") {
      holder = try LockHolder(of: folders.lock)
      return [holder.finding]
    }
    // The folders are listed first: a run that put something there is in the database by now.
    var snapshot: FolderSnapshot?
    findings += looking("folders") {
      snapshot = try FolderSnapshot(in: folders, senders: options.senders)
      return []
    }
    guard let snapshot else { return findings }
    findings += looking("database") { try storeFindings(snapshot, holder) }
    return findings + looking("inbox") { try snapshot.inboxFindings(holder) }
  }

  /// If the root cannot be read, every other check would say the same.
  private var closed: [Finding] {
    looking("folders") {
      try FolderCheck.refusals([(folders.root, [.read, .search])])
    }
  }

  private func storeFindings(_ snapshot: FolderSnapshot, _ holder: LockHolder) throws -> [Finding] {
    let lost = try LostDatabase(in: folders).map {
      Finding.fault("database", $0.fact, .unusable, do: $0.remedy)
    }
    let isThere = try folders.database.exists()
    if lost != nil || !isThere {
      let reports = PublishedReports(folders: folders, names: snapshot.reports)
      return try FolderCheck(folders: folders).missing(since: [])
        + [lost ?? .note("database", "not there yet: the first run makes it")]
        + (try reports.findings(runs: [], unfinished: nil))
    }
    let found = try storeFindings(snapshot, holder, besideWriters: false)
    // A run that began meanwhile has created a log; the second attempt uses it.
    return try found ?? storeFindings(snapshot, holder, besideWriters: true) ?? []
  }

  /// Nil if the database changed while it was read without locks.
  private func storeFindings(
    _ snapshot: FolderSnapshot,
    _ holder: LockHolder,
    besideWriters: Bool
  ) throws -> [Finding]? {
    let store = try openStore(besideWriters)
    var found: [Finding] = []
    let others = looking("database") {
      try store.asOfOneMoment {
        guard try store.examine(quickly: options.isQuick, { found.append($0) }) else { return [] }
        return try ledgerFindings(store, snapshot, holder)
      }
    }
    return store.hasChangedUnderneath() ? nil : found + others
  }

  private func ledgerFindings(
    _ store: any StoreCheckup,
    _ snapshot: FolderSnapshot,
    _ holder: LockHolder
  ) throws -> [Finding] {
    let setAside = try store.setAside()
    let runs = try store.runs.newest(.max)
    var findings = looking("folders") {
      try FolderCheck(folders: folders).missing(since: runs)
    }
    findings += looking("run") {
      try ClaimedFiles(folders: folders, store: store, names: snapshot.claimed, holder: holder)
        .findings()
    }
    findings += looking("reports") {
      try PublishedReports(folders: folders, names: snapshot.reports, setAside: setAside)
        .findings(runs: runs, unfinished: store.runs.unfinished())
    }
    guard options.readsArchive else { return findings }
    return findings
      + looking("archive") {
        try ArchivedFiles(
          folders: folders,
          runs: store.runs,
          imports: store.imports,
          setAside: setAside
        ).findings()
      }
  }

  /// Turns an error of one check into a finding, so that the next one still runs.
  private func looking(_ about: String, _ look: () throws -> [Finding]) -> [Finding] {
    do {
      return try look()
    } catch {
      return [
        .fault(about, "\(error)", trouble(error), do: "fix that, then run `allot doctor` again")
      ]
    }
  }
}

extension LockHolder {
  fileprivate var finding: Finding {
    switch self {
    case .nobody: .ok("lock", "free")
    case .run(let signature):
      .note("lock", "a run is at work" + (signature.isEmpty ? "" : " (\(signature))"))
    }
  }
}
