import FileSystem
import ServiceLayer
import SystemPackage

extension Custody {
  /// Gives back all claimed files, before any file of the run is chosen.
  ///
  /// All earlier runs are finished by then, so the ledger does not know these files: a power cut
  /// undid the newest commit but not the renames after it, or a backup replaced the database.
  func giveBackUnknown() throws {
    guard !isRehearsal else { return }
    for name in try folders.processing.names() {
      let path = folders.processing.appending(name)
      switch try path.look(followingLink: false)?.type {
      case .regular: try giveBack(path, to: folders.inbox)
      case .directory where Int(name.string) != nil: try giveBackAll(in: path)
      default: continue
      }
      reached(.unknownFileGivenBack)
    }
    try folders.inbox.syncFolder()
    try folders.processing.syncFolder()
  }

  /// Moves one file back to the inbox for the next run; a missing file is not an error.
  func giveBack(_ file: FileImport) throws {
    guard !isRehearsal else { return }
    let places = try places(of: file)
    try giveBackAll(in: places.folder)
    try folders.inbox.syncFolder()
    try release(places)
  }

  /// Gives back the files of a folder for one import, and removes the copy; folders and links that
  /// somebody put there stay.
  private func giveBackAll(in folder: FilePath) throws {
    guard try folder.exists() else { return }
    for name in try folder.names() {
      let path = folder.appending(name)
      switch try path.look(followingLink: false)?.type {
      case .regular where name == Self.copyName || name.isPart: try path.removeFile()
      case .regular: try giveBack(path, to: folders.inbox)
      case .directory: try giveBackAll(in: path, to: folders.inbox.appending(name))
      default: continue
      }
    }
    // Names must be durable in the inbox before they are durably gone from here.
    try folders.inbox.syncFolder()
    try folder.removeFolderIfEmpty()
  }

  /// Gives back what a sender dropped, to the sender's folder; a missing folder is created.
  private func giveBackAll(in folder: FilePath, to inbox: FilePath) throws {
    try inbox.makeFolder()
    for name in try folder.names() where try isFile(folder.appending(name)) {
      try giveBack(folder.appending(name), to: inbox)
    }
    try inbox.syncFolder()
    try folder.removeFolderIfEmpty()
  }

  private func giveBack(_ path: FilePath, to inbox: FilePath) throws {
    let name = path.fileName
    var place = name
    while try path.renameWithoutReplacing(to: inbox.appending(place)) == .taken {
      place = try freeName(for: name, in: inbox)
    }
  }

  /// Removes the folder of an import once it has nothing to keep.
  func release(_ places: Places) throws {
    if try places.folder.exists() {
      try places.folder.sweepParts()
      try places.copy.removeFile()
      if try places.dropped.exists() { try places.dropped.removeFolderIfEmpty() }
      if places.dropped != places.folder { try places.folder.removeFolderIfEmpty() }
    }
    try folders.processing.syncFolder()
  }
}
