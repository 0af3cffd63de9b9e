import FileSystem
import ServiceLayer
import SystemPackage

/// Writes notes into the inbox that tell the people who dropped files the result of each file.
///
/// All notes of a run are written at its end, and again if the end is repeated: they are made from
/// the ledger, and their names contain the run's name.
struct ResultNotes {
  let store: any Store
  let folders: Folders
  let run: Run
  /// The senders with a folder of their own in the inbox, which gets their notes.
  let senders: [String]
  /// Whether files that were taken completely get a note, too.
  let tellsAll: Bool
  let reached: (Step) -> Void

  /// Writes the notes, and puts the rejected rows of each file beside its note.
  ///
  /// - Returns: What a person must know about folders that cannot be used; the run goes on.
  func write(_ leftAlone: [LeftAlone]) throws -> [String] {
    guard run.looksIntoInbox else { return [] }
    var results: [FilePath: ResultsFolder] = [:]
    func using(_ name: FileName, _ body: (inout ResultsFolder) throws -> Void) throws {
      let path = name.results(in: folders.inbox)
      // Taken out of the dictionary, so that it is not copied when it changes.
      var folder = try results.removeValue(forKey: path) ?? ResultsFolder(path, of: run)
      try body(&folder)
      results[path] = folder
    }
    // Even if there is no note to write, old notes are removed and an obstacle is reported.
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
    // From the second night on, the operator takes care of such a file.
    for stray in leftAlone where stray.isStray && !stray.needsHuman {
      let name = FileName(stray.name)
      try using(name) { try $0.write(ResultNote(stray, of: run), for: name) }
    }
    let all = results.sorted { $0.key.string < $1.key.string }.map(\.value)
    for folder in all { try folder.sync() }
    return all.compactMap(\.untold)
  }
}
