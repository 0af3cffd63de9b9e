import FileSystem
import ServiceLayer
import SystemPackage

/// What a run does to files: it claims them, copies them, and puts them where they stay.
///
/// Nobody else can change what a run reads: it reads a copy of its own, in a folder that only its
/// user can write. The dropped file goes once the copy is in the archive and on the disk.
///
/// A rehearsal changes nothing: it reads files where they are.
struct Custody {
  let folders: Folders
  let run: Run
  let isRehearsal: Bool
  var reached: (Step) -> Void = { _ in }

  /// Where the file of one import lies while a run has it.
  struct Places {
    /// A folder for this import alone.
    let folder: FilePath
    /// The folder in it that has the file as it was dropped: a sender's, or the import's own.
    var dropped: FilePath { original.removingLastComponent() }
    /// The file as it was dropped, under its own name.
    let original: FilePath
    /// What is made for a claimed file, the outer folder first.
    var claimed: [FilePath] { dropped == folder ? [folder] : [folder, dropped] }
    /// The digest that was dropped beside it.
    let sidecar: FilePath?
    /// The run's copy, whole once it has this name.
    ///
    /// The name is hidden: no file of the inbox that is taken has such a one.
    let copy: FilePath
    /// Where earlier versions of this program kept the file that they had claimed.
    let formerOriginal: FilePath
    let formerSidecar: FilePath?
  }

  func places(of file: FileImport) throws -> Places {
    let folder = folders.processing.appending("\(file.id)")
    return Places(
      folder: folder,
      original: try folder.appending(file.name),
      sidecar: try file.name.sidecar.map(folder.appending),
      copy: folder.appending(Self.copyName),
      formerOriginal: try folders.processing.appending(file.name),
      formerSidecar: try file.name.sidecar.map(folders.processing.appending)
    )
  }

  static let copyName = FilePath.Component(".copy")

  /// Whether the run has claimed a file; a run that is only rehearsed claims none, so that what lies
  /// claimed is another's, unless it was interrupted after it had chosen its files.
  func isClaimed(_ file: FileImport) throws -> Bool {
    guard !isRehearsal || run.phase == .chosen else { return false }
    let places = try places(of: file)
    return try [places.copy, places.original, places.formerOriginal].contains(where: isFile)
  }

  /// The folder in which a file of this outcome stays.
  func home(of file: FileImport) -> FilePath {
    file.state == .failed ? folders.failed : folders.archive.appending(UTCTime.day(run.started))
  }

  /// A name that is free in the archive's folder of the run.
  func freeArchiveName(for file: FileImport) throws -> FileName {
    try home(of: file).folder(of: file.name).makeFolder()
    return try freeName(for: file.name, in: home(of: file))
  }

  /// Where a file is that this run did not claim: in the inbox, or where a person named it.
  func source(of file: FileImport) throws -> FilePath {
    let named = run.settings.files?.map { FilePath($0) }.first {
      $0.fileName == file.name.withoutSender
    }
    return try named ?? folders.inbox.appending(file.name)
  }

  func isFile(_ path: FilePath) throws -> Bool {
    try path.look(followingLink: false)?.type == .regular
  }
}

/// The first name of a file, or its numbered variant, that is free in a folder.
func freeName(for name: FileName, in folder: FilePath) throws -> FileName {
  guard let component = FilePath.Component(bytes: name.withoutSender.bytes) else { return name }
  let folder = folder.folder(of: name)
  let number = try freeNumber { try folder.appending(component.freeName($0)).exists() }
  return name.sibling(FileName(bytes: component.freeName(number).bytes))
}
