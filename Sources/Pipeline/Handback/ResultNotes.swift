import FileSystem
import ServiceLayer
import SystemPackage

/// Tells those who dropped files what became of them, in the inbox itself.
///
/// All notes of a run are written at its end, and again where it is repeated: they are made from the
/// ledger, and their names have the run's.
struct ResultNotes {
  let store: any Store
  let folders: Folders
  let run: Run
  /// Those that have a folder of their own in the inbox, and so notes of their own.
  let senders: [String]
  /// Whether files that were wholly taken are told, too.
  let tellsAll: Bool
  let reached: (Step) -> Void

  /// Writes a note for each file that is to be told, and puts its rejected rows beside it.
  ///
  /// - Returns: What a person must know of folders that are not to be used; the night goes on.
  func write(_ leftAlone: [LeftAlone]) throws -> [String] {
    guard run.looksIntoInbox else { return [] }
    var results: [FilePath: ResultsFolder] = [:]
    func using(_ name: FileName, _ body: (inout ResultsFolder) throws -> Void) throws {
      let path = name.results(in: folders.inbox)
      // Taken out meanwhile, it is not copied when it changes.
      var folder = try results.removeValue(forKey: path) ?? ResultsFolder(path, of: run)
      try body(&folder)
      results[path] = folder
    }
    // Also where there is nothing to tell: old notes go, and what is in its way is told.
    for sender in [nil] + senders { try using(FileName("").from(sender)) { _ in } }
    for file in try store.imports.imports(of: run) {
      guard let note = try ResultNote(file, of: run, in: store, tellsAll: tellsAll) else {
        continue
      }
      try using(file.name) { folder in
        try folder.write(note, for: file.name)
        if let rejects = file.rejectsFile { try folder.copy(folders.rejects.appending(rejects)) }
      }
      reached(.resultWritten)
    }
    // From its second night on, such a file is the operator's.
    for stray in leftAlone where stray.isStray && !stray.needsHuman {
      let name = FileName(stray.name)
      try using(name) { try $0.write(ResultNote(stray, of: run), for: name) }
    }
    let all = results.sorted { $0.key.string < $1.key.string }.map(\.value)
    for folder in all { try folder.sync() }
    return all.compactMap(\.untold)
  }
}
