import FileSystem
import ServiceLayer
import SystemPackage

extension Custody {
  /// Why a chosen file was not claimed.
  enum Untaken: Equatable {
    /// Somebody took it away.
    case gone
    /// It stays where it is, for the next run.
    case held(String)
  }

  /// Moves the files out of the reach of the people who drop them; returns those that could not be
  /// claimed.
  ///
  /// A file that an interrupted run has claimed is left as it is. Everything is synced again,
  /// because that run may have died before it could.
  ///
  /// The busy files are not claimed, for the reasons given with them.
  func claim(_ files: [FileImport], except busy: [Int: Untaken]) throws -> [Int: Untaken] {
    var untaken = busy
    for file in files where file.isUnread || file.isInHand {
      if !isRehearsal { try adoptFormer(file) }
      guard file.isUnread, busy[file.id] == nil else { continue }
      untaken[file.id] = try claim(file)
      reached(.fileClaimed)
    }
    guard !isRehearsal else { return untaken }
    try folders.processing.syncFolder()
    try folders.inbox.syncFolder()
    if run.settings.files == nil {
      for folder in foldersOfSenders(files) where try folder.exists() { try folder.syncFolder() }
    }
    return untaken
  }

  /// The folders of the inbox that senders have dropped files into.
  private func foldersOfSenders(_ files: [FileImport]) -> [FilePath] {
    Set(files.filter { $0.name.sender != nil }.map { folders.inbox.folder(of: $0.name) })
      .sorted { $0.string < $1.string }
  }

  /// Syncs what an interrupted run has claimed, before anything syncs the inbox.
  ///
  /// That run may have died before it could: a name must be durable in its new folder before it is
  /// durably gone from the inbox. When a file is given back, the order is reversed.
  func syncClaims(_ files: [FileImport]) throws {
    guard !isRehearsal, run.phase == .chosen, try folders.processing.exists() else { return }
    for file in files where file.isUnread {
      for folder in try places(of: file).claimed where try folder.exists() {
        try folder.syncFolder()
      }
    }
    try folders.processing.syncFolder()
  }

  /// Checks again the files that an interrupted run had chosen but not claimed: since then,
  /// somebody may have begun to write to them.
  func busyAgain(
    _ files: [FileImport],
    _ environment: RunEnvironment
  ) throws -> [Int: Untaken] {
    guard run.phase == .chosen, run.settings.files == nil else { return [:] }
    let unclaimed = try files.filter {
      try $0.isUnread && !isClaimed($0) && source(of: $0).exists()
    }
    let verdicts = try UploadDetection(
      inbox: folders.inbox,
      guarded: folders.guarded,
      environment: environment
    )
    .verdicts(on: unclaimed.map(\.name))
    var busy: [Int: Untaken] = [:]
    for file in unclaimed {
      switch verdicts[file.name] {
      case .busy(let reason), .refused(let reason): busy[file.id] = .held(reason)
      case .settled, nil: continue
      }
    }
    return busy
  }

  /// If an earlier version of the program has claimed the file, moves it to where this version puts
  /// it.
  private func adoptFormer(_ file: FileImport) throws {
    let places = try places(of: file)
    guard try isFile(places.formerOriginal) else { return }
    try places.folder.makeOwnFolder(isSynced: false)
    guard
      try places.formerOriginal.renameWithoutReplacing(to: places.original) == .done
    else { return }
    if let former = places.formerSidecar, let sidecar = places.sidecar, try isFile(former) {
      _ = try former.renameWithoutReplacing(to: sidecar)
    }
    try places.folder.syncFolder()
    try folders.processing.syncFolder()
  }

  private func claim(_ file: FileImport) throws -> Untaken? {
    let source = try source(of: file)
    if isRehearsal { return try isClaimed(file) || source.exists() ? nil : .gone }
    let places = try places(of: file)
    for folder in places.claimed { try folder.makeOwnFolder(isSynced: false) }
    let untaken =
      try run.settings.files == nil
      ? take(source, places, of: file) : copyNamed(source, to: places, of: file)
    // The inner folder first: its names must be on disk before its own name is.
    for folder in places.claimed.reversed() {
      try untaken == nil ? folder.syncFolder() : folder.removeFolderIfEmpty()
    }
    return untaken
  }

  /// Claims a file of the inbox by a rename.
  ///
  /// A claimed file may still be in the inbox, too: a power cut can leave a file under both names.
  private func take(
    _ source: FilePath,
    _ places: Places,
    of file: FileImport
  ) throws -> Untaken? {
    let isClaimed = try isClaimed(file)
    switch try source.look(followingLink: false)?.type {
    case nil where isClaimed:
      // The run that claimed it may have died before it could take the digest, too.
      try takeSidecar(of: file, to: places.sidecar)
      return nil
    case nil: return .gone
    case .regular: break
    case _ where isClaimed: return nil
    default: return .held(notAFile)
    }
    do {
      guard try source.renameWithoutReplacing(to: places.original) == .done else {
        return nil
      }
    } catch let error as FileError {
      return try isClaimed ? nil : untaken(source, because: error)
    }
    guard try isFile(places.original) else {
      // Somebody put another file there between the check and the rename.
      _ = try? places.original.renameWithoutReplacing(to: source)
      return .held(notAFile)
    }
    try takeSidecar(of: file, to: places.sidecar)
    return nil
  }

  private var notAFile: String { "it was replaced by something that is not a file" }

  /// What a refused rename means for the file; throws if the cause is the folder or the disk.
  private func untaken(_ source: FilePath, because error: FileError) throws -> Untaken {
    switch error.reason {
    case .noSuchFileOrDirectory where try source.exists() == false: return .gone
    case .permissionDenied, .notPermitted:
      let places = [source.removingLastComponent(), folders.processing]
      guard places.allSatisfy({ $0.refusal(of: [.write, .search]) == nil }) else {
        throw error
      }
      return .held("this user may not move it: check its owner and the inbox's mode")
    case .improperLink:
      return .held("its folder is on another disk than the inbox: that must be one")
    case .resourceBusy, .textFileBusy: return .held("it is in use by the system")
    default: throw error
    }
  }

  /// Copies a file that a person named: it stays where it is, and may disappear before it is
  /// imported.
  private func copyNamed(
    _ source: FilePath,
    to places: Places,
    of file: FileImport
  ) throws -> Untaken? {
    guard try !isFile(places.copy) else { return nil }
    do {
      _ = try makeCopy(of: source, at: places.copy, beginnings: [])  // claiming syncs its name
    } catch let refused as UnreadableFile where refused.reason == .gone {
      return .gone
    } catch is UnreadableFile, is FileChanged {
      // It is tried again later, and then only this file fails.
    }
    return nil
  }
}
