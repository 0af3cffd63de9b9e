import FileSystem
import ServiceLayer
import SystemPackage

/// Claims and copies the files of a run, and moves them to their final paths.
///
/// Nobody else can change what a run reads: it reads a copy of its own, in a folder that only its
/// user can write. The dropped file is removed once the copy is durable in the archive.
///
/// A rehearsal changes nothing: it reads files where they are.
struct Custody {
  let folders: Folders
  let run: Run
  let isRehearsal: Bool
  var reached: (Step) -> Void = { _ in }

  /// The paths of the file of one import while a run has it.
  struct Places {
    /// A folder only for this import.
    let folder: FilePath
    /// The folder of the file as it was dropped: that of the sender in it, or itself.
    var dropped: FilePath { original.removingLastComponent() }
    /// The file as it was dropped, under its own name.
    let original: FilePath
    /// The folders that are created for a claimed file, the outer one first.
    var claimed: [FilePath] { dropped == folder ? [folder] : [folder, dropped] }
    /// The digest that was dropped beside it.
    let sidecar: FilePath?
    /// The run's copy; it is complete once it has this name.
    ///
    /// The name is hidden, and no taken file of the inbox has such a name.
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

  /// Whether the run has claimed a file.
  ///
  /// A rehearsed run claims none, so a claimed file belongs to another run, unless the rehearsed
  /// run was interrupted after it chose its files.
  func isClaimed(_ file: FileImport) throws -> Bool {
    guard !isRehearsal || run.phase == .chosen else { return false }
    let places = try places(of: file)
    return try [places.copy, places.original, places.formerOriginal].contains(where: isFile)
  }

  /// The folder in which a file of this outcome stays.
  func home(of file: FileImport) -> FilePath {
    file.state == .failed ? folders.failed : folders.archive.appending(UTCTime.day(run.started))
  }

  /// A free name in the folder of the run in the archive.
  func freeArchiveName(for file: FileImport) throws -> FileName {
    try home(of: file).folder(of: file.name).makeFolder()
    return try freeName(for: file.name, in: home(of: file))
  }

  /// The path of a file that this run did not claim: in the inbox, or as a person named it.
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
