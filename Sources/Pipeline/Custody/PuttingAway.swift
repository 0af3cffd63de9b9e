import FileSystem
import ServiceLayer
import SystemPackage

extension Custody {
  /// The final place of a file.
  struct PutAway {
    /// Its name there; nil if it is in the inbox again.
    var place: FileName?
    /// Whether the dropped file was changed after it was copied, and is therefore in the inbox
    /// again.
    var wasChanged = false
  }

  /// Whether a file can be moved to its final folder: an unreadable file cannot be copied to
  /// another file system.
  func canPutAway(_ file: FileImport) throws -> Bool {
    let places = try places(of: file)
    if try isFile(places.copy) { return true }
    guard try isFile(places.original) else { return false }
    return try folders.processing.isOnFileSystem(of: home(of: file))
  }

  /// Moves the copy of a file to its final folder once its outcome is committed, then removes the
  /// file; gives the file back if it has no final folder.
  ///
  /// Finished steps are synced again: the run that did them may have died before it could.
  func putAway(_ file: FileImport) throws -> PutAway {
    guard !isRehearsal, !file.isRetry else { return PutAway(place: file.destination) }
    guard let destination = file.destination else {
      try giveBack(file)
      return PutAway()
    }
    let places = try places(of: file)
    let home = home(of: file)
    try home.folder(of: file.name).makeFolder()
    let copied = try places.copy.look(followingLink: false)
    let place = try putAway(file, from: places, in: home, as: destination)
    try keepDigest(of: file, at: place, in: home)
    try home.folder(of: file.name).syncFolder()
    if let sidecar = places.sidecar { try sidecar.removeFile() }
    reached(.fileMoved)
    let wasChanged = try isChanged(places.original, since: copied, file)
    if wasChanged {
      try giveBack(file)
    } else {
      try places.original.removeFile()
      reached(.originalRemoved)
      try release(places)
    }
    return PutAway(place: place, wasChanged: wasChanged)
  }

  private func putAway(
    _ file: FileImport,
    from places: Places,
    in home: FilePath,
    as destination: FileName
  ) throws -> FileName {
    if try isFile(places.copy) { return try move(places.copy, to: home, as: destination) }
    guard try isFile(places.original),
      try !isPutAway(file, at: home.appending(destination))
    else { return destination }
    guard file.hasDigest else {
      // An unreadable file has no copy.
      return try move(places.original, to: home, as: destination)
    }
    // An earlier version of this program made no copies.
    _ = try makeCopy(of: places.original, at: places.copy, beginnings: [])
    try places.folder.syncFolder()
    return try move(places.copy, to: home, as: destination)
  }

  /// Whether the interrupted run had put the file away.
  private func isPutAway(_ file: FileImport, at place: FilePath) throws -> Bool {
    guard file.hasDigest, try isFile(place) else { return false }
    return try FileDigest(of: InputFile(place), beginnings: []).sha256 == file.sha256
  }

  /// Whether somebody wrote to the dropped file after it was copied: the change is in no copy, and
  /// must not be lost.
  private func isChanged(
    _ original: FilePath,
    since copied: Stat?,
    _ file: FileImport
  ) throws -> Bool {
    guard file.hasDigest, let now = try original.look(followingLink: false) else {
      return false
    }
    if let copied { return !copied.hasSizeAndTime(of: now) }
    do {
      let input = try InputFile(original, unless: folders.guarded)
      return try FileDigest(of: input, beginnings: []).sha256 != file.sha256
    } catch is UnreadableFile {
      return true
    }
  }

  func move(
    _ source: FilePath,
    to folder: FilePath,
    as name: FileName
  ) throws -> FileName {
    guard let component = FilePath.Component(bytes: name.withoutSender.bytes) else { return name }
    let folder = folder.folder(of: name)
    try source.takeOnRights(of: folder)
    return name.sibling(
      try source.moveDurably(to: folder, as: component, syncingSource: false).fileName
    )
  }
}
