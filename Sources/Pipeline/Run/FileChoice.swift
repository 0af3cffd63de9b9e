import FileSystem
import ServiceLayer
import SystemPackage

/// Chooses what a run takes: kind by kind, first the rows that wait for another try, then the files.
struct FileChoice {
  let folders: Folders
  let surroundings: Surroundings
  let ledger: any Ledger
  /// Names that an earlier run of this rehearsal has taken already.
  var taken: Set<FileName> = []

  struct Chosen {
    var files: [ChosenFile]
    /// What lies in the inbox and is not taken, for the report.
    var leftAlone: [String]
  }

  func choose(for run: Run) throws -> Chosen {
    guard run.command != .report else { return Chosen(files: [], leftAlone: []) }
    var leftAlone: [String] = []
    let files =
      try run.settings.files.map(named) ?? filesOfInbox(for: run, leftAlone: &leftAlone)
    var chosen: [ChosenFile] = []
    for kind in FileKind.allCases {
      for (importID, rows) in try ledger.importsWithDeferredRows(of: kind) {
        guard let first = try ledger.find(importID) else { continue }
        chosen.append(
          ChosenFile(
            name: first.name,
            kind: kind,
            retryOf: importID,
            state: .retried,
            rows: rows
          )
        )
      }
      chosen += files.filter { $0.kind == kind }
    }
    chosen += files.filter { $0.kind == nil }
    return Chosen(files: chosen, leftAlone: leftAlone)
  }

  private func named(_ paths: [String]) -> [ChosenFile] {
    paths.map { FilePath($0).fileName }.sorted().map {
      ChosenFile(name: $0, kind: FileKind(name: $0))
    }
  }

  private func filesOfInbox(
    for run: Run,
    leftAlone: inout [String]
  ) throws -> [ChosenFile] {
    var listing = try InboxListing(folders.inbox)
    listing.remove(taken)
    let verdicts = try Settling(inbox: folders.inbox, surroundings: surroundings)
      .verdicts(on: listing.candidates)
    var files: [ChosenFile] = []
    for name in listing.candidates.sorted() {
      switch verdicts[name] {
      case .refused(let reason): listing.leaveAlone(name, reason)
      case .busy(let reason): files.append(try held(name, reason, run))
      case .settled, nil:
        if listing.sidecars.contains(name), let reason = try mismatch(name) {
          files.append(try held(name, reason, run))
        } else {
          files.append(ChosenFile(name: name, kind: FileKind(name: name)))
        }
      }
    }
    leftAlone = listing.leftAlone
    return files
  }

  private func held(_ name: FileName, _ reason: String, _ run: Run) throws -> ChosenFile {
    ChosenFile(
      name: name,
      kind: FileKind(name: name),
      state: .held,
      reason: reason,
      needsHuman: try ledger.wasHeld(name, before: run)
    )
  }

  /// Why a file does not match the digest that lies beside it; nil where it does.
  private func mismatch(_ name: FileName) throws -> String? {
    do {
      guard let sidecarName = name.sidecar else { return nil }
      let sidecar = try InputFile(folders.inbox.appending(sidecarName))
      defer { sidecar.close() }
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64, alignment: 1)
      defer { buffer.deallocate() }
      let count = try sidecar.read(into: buffer)
      let wanted = String(decoding: buffer[..<count], as: UTF8.self).lowercased()
      let file = try InputFile(folders.inbox.appending(name))
      defer { file.close() }
      let digest = try FileDigest(of: file, beginnings: [])
      guard digest.sha256 != wanted else { return nil }
      return "its bytes do not match \(sidecarName.displayed): was the upload complete?"
    } catch let refused as RefusedFile {
      return "\(refused)"
    }
  }
}

extension FileName {
  /// The name of the digest that may lie beside a file; nil where no name can be so long.
  var sidecar: FileName? {
    let name = FileName(bytes: bytes + Array(".sha256".utf8))
    return name.bytes.count <= longestName ? name : nil
  }
}
