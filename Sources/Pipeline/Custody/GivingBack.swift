import FileSystem
import ServiceLayer
import SystemPackage

extension Custody {
  /// Gives back what lies claimed before any file of the run is chosen.
  ///
  /// All earlier runs are finished by then, so the ledger knows nothing of it: a power cut took the
  /// newest commit but not the renames after it, or a backup was put in the database's place.
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

  /// Moves one file back to the inbox for the next run; a file that is gone is no error.
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
    // Names must not be gone from here before they are sure to be in the inbox.
    try folders.inbox.syncFolder()
    try folder.removeFolderIfEmpty()
  }

  /// Gives back what a sender dropped, to the sender's folder; one that is gone is made anew.
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

  /// Removes the folder of an import that has nothing of worth in it any more.
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
