import FileSystem
import ServiceLayer
import SystemPackage

/// What a run does to files: it claims them, and puts them where they stay.
///
/// A rehearsal goes through all of it with its hands tied: it reads files where they lie.
struct Custody {
  let folders: Folders
  let run: Run
  let isRehearsal: Bool
  var reached: (Step) -> Void = { _ in }

  // MARK: - Claiming

  /// Gives back what lies claimed before any file of the run is chosen.
  ///
  /// All earlier runs are finished by then, so the ledger knows nothing of it: a power cut took the
  /// newest commit but not the renames after it, or a backup was put in the database's place.
  func giveBackUnknown() throws {
    guard !isRehearsal else { return }
    for component in try names(in: folders.processing) {
      try giveBack(FileName(bytes: component.bytes))
      reached(.unknownFileGivenBack)
    }
    try syncFolder(folders.inbox)
    try syncFolder(folders.processing)
  }

  /// Gives one file back, to be read anew by the next run; gone already is done already.
  func giveBack(_ file: Import) throws {
    guard !isRehearsal, try isClaimed(file.name) else { return }
    try giveBack(file.name)
    try syncFolder(folders.inbox)
    try syncFolder(folders.processing)
  }

  private func giveBack(_ name: FileName) throws {
    let claimed = try folders.processing.appending(name)
    var place = name
    while try renameWithoutReplacing(from: claimed, to: folders.inbox.appending(place)) == .taken {
      place = try freeName(for: name, in: folders.inbox)
    }
  }

  /// Takes the files out of the reach of those who drop them; returns those that are gone.
  ///
  /// A file that was claimed before, by a run that died, is left as it is.
  func claim(_ files: [Import]) throws -> Set<Int> {
    var gone: Set<Int> = []
    for file in files where file.phase == .chosen && file.retryOf == nil {
      if try !claim(file.name) { gone.insert(file.id) }
      reached(.fileClaimed)
    }
    if !isRehearsal {
      try syncFolder(folders.processing)
      try syncFolder(folders.inbox)
    }
    return gone
  }

  /// Where the bytes of a file are to be read.
  func path(of file: Import) throws -> FilePath {
    guard isRehearsal, try !isClaimed(file.name) else {
      return try folders.processing.appending(file.name)
    }
    return try source(of: file.name)
  }

  /// Whether the run has claimed a file; a run that is only rehearsed claims none, so that what lies
  /// claimed is another's, unless it was interrupted after it had chosen its files.
  func isClaimed(_ name: FileName) throws -> Bool {
    guard !isRehearsal || run.phase == .chosen else { return false }
    return try exists(folders.processing.appending(name))
  }

  private func claim(_ name: FileName) throws -> Bool {
    let source = try source(of: name)
    let claimed = try folders.processing.appending(name)
    let isClaimed = try self.isClaimed(name)
    guard try exists(source) else { return isClaimed }
    if isRehearsal { return true }
    if run.settings.files == nil {
      // Claimed already, it may lie here too: a power cut can leave a file under both names.
      guard try take(source, as: claimed) == .done else { return try self.isClaimed(name) }
      if let sidecar = name.sidecar, try exists(folders.inbox.appending(sidecar)) {
        _ = try renameWithoutReplacing(
          from: folders.inbox.appending(sidecar),
          to: folders.processing.appending(sidecar)
        )
      }
    } else if !isClaimed {
      do { try copy(source, to: claimed) } catch is RefusedFile { return false }
    }
    return true
  }

  /// Claims a file; nil where somebody took it away just now.
  private func take(_ source: FilePath, as claimed: FilePath) throws -> RenameOutcome? {
    do {
      return try renameWithoutReplacing(from: source, to: claimed)
    } catch let error as FileError where error.reason == .noSuchFileOrDirectory {
      guard try exists(source) else { return nil }
      throw error
    }
  }

  private func source(of name: FileName) throws -> FilePath {
    let named = run.settings.files?.map { FilePath($0) }.first { $0.fileName == name }
    return try named ?? folders.inbox.appending(name)
  }

  private func copy(_ source: FilePath, to target: FilePath) throws {
    let input = try InputFile(source)
    defer { input.close() }
    let output = try OutputFile(at: target)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    while case let count = try input.read(into: buffer), count > 0 {
      try output.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
    try output.publish(.refuse)
  }

  // MARK: - Putting away

  /// The folder in which a file of this outcome stays.
  func home(of file: Import) -> FilePath {
    file.state == .failed ? folders.failed : folders.archive.appending(RunName.day(run.started))
  }

  /// A name that is free in the archive's folder of the run.
  func freeArchiveName(for file: Import) throws -> FileName {
    try makeFolder(home(of: file))
    return try freeName(for: file.name, in: home(of: file))
  }

  /// Whether a file can be moved to where it would stay: one that may not be read cannot be copied to
  /// another file system.
  func canPutAway(_ file: Import) throws -> Bool {
    let claimed = try folders.processing.appending(file.name)
    guard try exists(claimed), try !sameFileSystem(folders.processing, home(of: file)) else {
      return true
    }
    do {
      try InputFile(claimed).close()
      return true
    } catch is RefusedFile {
      return false
    }
  }

  /// Moves a file whose outcome is committed to where it stays, or back to the inbox where that is
  /// nowhere; gone already is done already.
  func putAway(_ file: Import) throws -> FileName? {
    guard !isRehearsal, file.retryOf == nil else { return file.destination }
    guard let destination = file.destination else {
      try giveBack(file)
      return nil
    }
    let claimed = try folders.processing.appending(file.name)
    guard try exists(claimed) else { return destination }
    let home = home(of: file)
    try makeFolder(home)
    let place = try move(claimed, to: home, as: destination)
    if let sidecar = file.name.sidecar, try exists(folders.processing.appending(sidecar)) {
      _ = try move(
        folders.processing.appending(sidecar),
        to: home,
        as: place.sidecar ?? sidecar
      )
    }
    return place
  }

  private func move(
    _ source: FilePath,
    to folder: FilePath,
    as name: FileName
  ) throws -> FileName {
    guard let component = FilePath.Component(bytes: name.bytes) else { return name }
    return try moveDurably(source, to: folder, as: component).fileName
  }
}

/// The first name of a file, or its numbered variant, that is free in a folder.
func freeName(
  for name: FileName,
  in folder: FilePath,
  isFree: (FilePath) throws -> Bool = { _ in true }
) throws -> FileName {
  guard let component = FilePath.Component(bytes: name.bytes) else { return name }
  var number = 1
  while true {
    let candidate = FileSystem.freeName(component, number)
    let path = folder.appending(candidate)
    if try !exists(path), try isFree(path) { return FileName(bytes: candidate.bytes) }
    number += 1
  }
}
