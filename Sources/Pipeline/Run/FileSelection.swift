import Configuration
import FileSystem
import ServiceLayer
import SystemPackage

/// Chooses what a run takes: for each kind, first the deferred rows, then the files.
struct FileSelection {
  let folders: Folders
  let environment: RunEnvironment
  let imports: any ImportLedger
  let rows: any RowLedger
  /// The settings and configuration that the run began with.
  let configuration: Configuration?
  /// The entries that the last run left alone in the inbox.
  var leftAloneBefore: [LeftAlone] = []
  /// Names that an earlier run of this rehearsal has already taken.
  var taken: Set<FileName> = []

  struct Chosen {
    var files: [ChosenFile]
    /// The entries of the inbox that are not taken, for the report.
    var leftAlone: [LeftAlone]
  }

  func choose(for run: Run) throws -> Chosen {
    guard run.command != .report else { return Chosen(files: [], leftAlone: []) }
    var leftAlone: [LeftAlone] = []
    let files =
      try run.settings.files.map { named($0, from: run.settings.sender) }
      ?? filesOfInbox(for: run, leftAlone: &leftAlone)
    var chosen: [ChosenFile] = []
    for kind in FileKind.allCases {
      for (importID, rows) in try self.rows.importsWithDeferredRows(of: kind) {
        guard let first = try imports.find(importID) else { continue }
        chosen.append(
          ChosenFile(
            name: first.name,
            kind: kind,
            retryOf: importID,
            state: .retried,
            rows: rows,
            reading: first.reading
          )
        )
      }
      chosen += files.filter { $0.kind == kind }
    }
    chosen += files.filter { $0.kind == nil }
    return Chosen(files: chosen, leftAlone: leftAlone)
  }

  private func named(_ paths: [String], from sender: String?) -> [ChosenFile] {
    paths.map { FilePath($0).fileName.from(sender) }.sorted { $0.precedes($1) }.map {
      chosen($0)
    }
  }

  /// How a file is taken: by a rule of the configuration, or otherwise by its name.
  private func chosen(_ name: FileName) -> ChosenFile {
    guard let rule = configuration?.rule(for: RejectsFile.firstName(name)) else {
      return ChosenFile(name: name, kind: FileKind(name: name))
    }
    return ChosenFile(name: name, kind: rule.kind, reading: rule.reading)
  }

  private func filesOfInbox(
    for run: Run,
    leftAlone: inout [LeftAlone]
  ) throws -> [ChosenFile] {
    var listing = try InboxListing(
      folders.inbox,
      senders: configuration?.senders.map(\.name) ?? [],
      unless: folders.guarded
    )
    listing.remove(taken)
    let verdicts = try UploadDetection(
      inbox: folders.inbox,
      guarded: folders.guarded,
      environment: environment
    )
    .verdicts(on: listing.candidates)
    let tooLarge = try tooLarge(verdicts)
    var files: [ChosenFile] = []
    for name in listing.candidates.sorted(by: { $0.precedes($1) }) {
      switch verdicts[name] {
      case .refused(let reason): listing.leaveAlone(name, reason)
      case .busy(let reason): files.append(try held(name, reason, run))
      case .settled, nil:
        if let reason = tooLarge[name] {
          files.append(try held(name, reason, run, needsHuman: true))
        } else if let sidecar = listing.sidecars[name],
          let reason = try mismatch(name, sidecar)
        {
          files.append(try held(name, reason, run))
        } else {
          files.append(chosen(name))
        }
      }
    }
    let before = Set(leftAloneBefore.filter(\.isStray).map(\.name))
    leftAlone = listing.leftAlone.map { found in
      var found = found
      found.needsHuman = found.isStray && before.contains(found.name)
      return found
    }
    return files
  }

  /// Why some files do not fit on the disk; the smallest are taken first, so that most of them fit.
  private func tooLarge(_ verdicts: [FileName: UploadDetection.Verdict]) throws
    -> [FileName: String]
  {
    var sizes: [(size: UInt64, name: FileName)] = []
    for case (let name, .settled(let size)) in verdicts { sizes.append((size, name)) }
    var budget = try DiskBudget(folders)
    var reasons: [FileName: String] = [:]
    for (size, name) in sizes.sorted(by: { ($0.size, $0.name) < ($1.size, $1.name) }) {
      reasons[name] = try budget.take(size)
    }
    return reasons
  }

  /// A file that stays in the inbox; it needs a human at once, or when it is held twice in a row.
  private func held(
    _ name: FileName,
    _ reason: String,
    _ run: Run,
    needsHuman: Bool = false
  ) throws -> ChosenFile {
    let isHeldAgain = try imports.wasHeld(name, before: run)
    return ChosenFile(
      name: name,
      kind: chosen(name).kind,
      state: .held,
      reason: isHeldAgain ? reason + "; it was held by the last run, too" : reason,
      needsHuman: needsHuman || isHeldAgain
    )
  }

  /// Why a file does not match the digest beside it; nil if it does.
  private func mismatch(_ name: FileName, _ sidecarName: FileName) throws -> String? {
    do {
      let sidecar = try Sidecar(at: folders.inbox.appending(sidecarName), unless: folders.guarded)
      return try sidecar.mismatch(of: name.withoutSender, in: sidecarName) {
        let file = try InputFile(folders.inbox.appending(name), unless: folders.guarded)
        defer { file.close() }
        return try FileDigest(of: file, beginnings: []).sha256
      }
    } catch let refused as UnreadableFile {
      return "\(refused)"
    }
  }
}

extension FileName {
  /// The possible names for the digest of a file.
  var sidecars: [FileName] {
    let stem = ends(in: ".csv") ? bytes.dropLast(".csv".utf8.count) : bytes
    return [bytes, Array(stem)].flatMap { name in
      [".sha256", ".SHA256", ".Sha256"].map { FileName(bytes: name + Array($0.utf8)) }
    }.filter { $0.withoutSender.bytes.count <= longestName }
  }

  /// The name of the digest that is kept beside a file; nil if it would be too long.
  var sidecar: FileName? {
    let name = FileName(bytes: bytes + Array(".sha256".utf8))
    return name.withoutSender.bytes.count <= longestName ? name : nil
  }
}
