import FileSystem
import ServiceLayer
import SystemPackage

/// The folder in an inbox with the results of the files that were dropped there.
///
/// It belongs to the user of the run, and others may only read it: nobody can replace another
/// user's note, or cause it to be written elsewhere.
struct ResultsFolder {
  let path: FilePath
  private let run: Run
  /// False if a link or another user's folder is in its place; then nothing is written.
  private let isOwn: Bool
  private var taken: Set<FileName> = []
  private var isChanged = false

  /// How long a note is kept, in days of the runs.
  private static let daysKept = 30

  init(_ path: FilePath, of run: Run) throws {
    self.path = path
    self.run = run
    isOwn = try path.ownershipFault() == nil
    if isOwn { try removeOld() }
  }

  /// Why the folder cannot be used, for a person; nil if it can be used.
  var untold: String? {
    guard !isOwn else { return nil }
    return """
      \(path.displayed) is not this user's own folder, or others may write to it: move it away, \
      and the next run makes it; no notes about dropped files were written there
      """
  }

  /// Writes `NAME.RUN.txt`; a second note with the same name, such as for retried rows, gets a
  /// number.
  mutating func write(_ note: ResultNote, for name: FileName) throws {
    let tail = Array(".\(run.name).txt".utf8)
    let bytes = name.withoutSender.bytes.cut(to: longestName - tail.count) + tail
    guard isOwn, let first = FilePath.Component(bytes: bytes) else { return }
    if taken.isEmpty { try path.makeFolder() }
    var number = 1
    var place = first
    while !taken.insert(FileName(bytes: place.bytes)).inserted {
      number += 1
      place = first.freeName(number)
    }
    let output = try OutputFile(at: path.appending(place))
    try output.write(note.text)
    try output.publish(.replace, syncingFolder: false)
    isChanged = true
  }

  /// Puts a copy of a rejects file beside its note; an operator may have taken it away already.
  mutating func copy(_ rejects: FilePath) throws {
    guard isOwn, let name = rejects.lastComponent else { return }
    do {
      let input = try InputFile(rejects)
      defer { input.close() }
      let output = try OutputFile(at: path.appending(name))
      _ = try output.fill(from: input) { _ in }
      try output.publish(.replace, syncingFolder: false)
    } catch let refused as UnreadableFile where refused.reason == .gone {
      return
    }
  }

  /// Syncs the names to the disk.
  func sync() throws {
    if isChanged { try path.syncFolder() }
  }

  /// Removes the notes of runs that began long before this one, and leftovers of interrupted runs.
  private mutating func removeOld() throws {
    guard try path.exists() else { return }
    try path.sweepParts()
    let oldest = run.started - Self.daysKept * UTCTime.secondsOfADay
    let old = try path.names().filter { name in
      // The last run in the name wrote the note; an earlier one comes from the name of a rejects
      // file.
      let runs = name.string.split(separator: ".").compactMap { RunName.started(String($0)) }
      return runs.last.map { $0 < oldest } ?? false
    }
    for name in old { try path.appending(name).removeFile() }
    isChanged = !old.isEmpty
  }
}

extension FileName {
  static let results = FileName("results")

  /// The folder of results for a file of this name, in an inbox.
  func results(in inbox: FilePath) -> FilePath {
    (sender.map(inbox.appending) ?? inbox).appending("results")
  }

  /// Whether it is the folder of results in an inbox, or in the folder of a sender.
  ///
  /// The folder has the owner of the inbox, so a user who only reads can recognise it, too.
  func isResults(in inbox: FilePath) throws -> Bool {
    guard self == .results,
      let own = try inbox.appending("results").look(followingLink: false),
      own.type == .directory
    else { return false }
    return try inbox.look(followingLink: true)?.userID == own.userID
  }
}
