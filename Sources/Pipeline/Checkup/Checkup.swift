import FileSystem
package import ServiceLayer
import SystemPackage

/// Looks at everything that a run relies on, and changes nothing.
package struct Checkup {
  package struct Options {
    package var isQuick = false
    /// Whether every archived file is read and compared with the ledger.
    package var readsArchive = false
    /// The free space, in bytes, below which no run begins.
    package var leastFree: UInt64

    package init(leastFree: UInt64) { self.leastFree = leastFree }
  }

  private let folders: Folders
  private let options: Options
  private let openStore: (_ besideWriters: Bool) throws -> any StoreCheckup
  private let trouble: (any Error) -> Finding.Trouble

  /// `trouble` says what an error means that stops one of the looks.
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

  /// What was found, in the order in which it was looked at.
  package func findings() -> [Finding] {
    guard (try? exists(folders.root)) != false else { return [fresh] }
    var findings = looking("folders") { try FolderCheck(folders: folders).findings() }
    findings += looking("disk") {
      try DiskCheck(folders: folders, leastFree: options.leastFree).findings()
    }
    var holder = LockHolder.nobody
    findings += looking("lock") {
      holder = try LockHolder(of: folders.lock)
      return [holder.finding]
    }
    // What lies on the disk is listed first: whatever put it there is in the database by now.
    var lying: Lying?
    findings += looking("folders") {
      lying = try Lying(in: folders)
      return []
    }
    guard let lying else { return findings }
    findings += looking("database") { try storeFindings(lying, holder) }
    return findings + looking("inbox") { try lying.inboxFindings(holder) }
  }

  private var fresh: Finding {
    .note(
      "folders",
      "\(displayPath(folders.root)) is not there yet: drop files into its inbox, then `allot run`"
    )
  }

  private func storeFindings(_ lying: Lying, _ holder: LockHolder) throws -> [Finding] {
    let lost = try LostDatabase(in: folders).map {
      Finding.fault("database", $0.fact, .unusable, do: $0.remedy)
    }
    let isThere = try exists(folders.database)
    if lost != nil || !isThere {
      let reports = PublishedReports(folders: folders, names: lying.reports)
      return try FolderCheck(folders: folders).missing(since: [])
        + [lost ?? .note("database", "not there yet: the first run makes it")]
        + (try reports.findings(runs: [], unfinished: nil))
    }
    let found = try storeFindings(lying, holder, besideWriters: false)
    // A run that began meanwhile has made a log: the second look reads by that.
    return try found ?? storeFindings(lying, holder, besideWriters: true) ?? []
  }

  /// Nil where the database changed while it was read without locks.
  private func storeFindings(
    _ lying: Lying,
    _ holder: LockHolder,
    besideWriters: Bool
  ) throws -> [Finding]? {
    let store = try openStore(besideWriters)
    var found: [Finding] = []
    let others = looking("database") {
      try store.asOfOneMoment {
        guard try store.examine(quickly: options.isQuick, { found.append($0) }) else { return [] }
        return try ledgerFindings(store.ledger, lying, holder)
      }
    }
    return store.hasChangedUnderneath() ? nil : found + others
  }

  private func ledgerFindings(
    _ ledger: any Ledger,
    _ lying: Lying,
    _ holder: LockHolder
  ) throws -> [Finding] {
    let runs = try ledger.runs(limit: .max)
    var findings = looking("folders") {
      try FolderCheck(folders: folders).missing(since: runs)
    }
    findings += looking("run") {
      try ClaimedFiles(folders: folders, ledger: ledger, names: lying.claimed, holder: holder)
        .findings()
    }
    findings += looking("reports") {
      try PublishedReports(folders: folders, names: lying.reports)
        .findings(runs: runs, unfinished: ledger.unfinishedRun())
    }
    guard options.readsArchive else { return findings }
    return findings
      + looking("archive") {
        try ArchivedFiles(folders: folders, ledger: ledger).findings()
      }
  }

  /// Goes on to the next look where one is stopped.
  private func looking(_ about: String, _ look: () throws -> [Finding]) -> [Finding] {
    do {
      return try look()
    } catch {
      return [
        .fault(about, "\(error)", trouble(error), do: "mend that, then run `allot doctor` again")
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
