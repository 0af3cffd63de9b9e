import FileSystem
import Glibc
import ServiceLayer
import SystemPackage

/// The entries of an inbox: the files to take, and the others with the reason why they are left
/// alone.
struct InboxListing {
  private(set) var candidates: [FileName] = []
  /// The digest file beside each candidate, by the name of the candidate.
  private(set) var sidecars: [FileName: FileName] = [:]
  private(set) var leftAlone: [LeftAlone] = []

  /// Lists an inbox, and the folders of the senders in it.
  ///
  /// Of files that do not belong there, the beginning is read to find out what they are; the
  /// guarded files are never read.
  init(_ inbox: FilePath, senders: [String], unless guarded: GuardedFiles) throws {
    try add(inbox, of: nil, senders: senders, unless: guarded)
    for sender in senders {
      let folder = inbox.folder(of: FileName("").from(sender))
      guard let stat = try folder.look(followingLink: false), stat.type == .directory else {
        continue
      }
      if let reason = Self.doubt(about: folder, stat) {
        leftAlone.append(LeftAlone(sender, reason, isStray: true))
      } else {
        try add(folder, of: sender, senders: [], unless: guarded)
      }
    }
  }

  /// Why a sender's folder is not read: its owner could put a link in its place.
  private static func doubt(about folder: FilePath, _ stat: Stat) -> String? {
    if folder.refusal(of: [.read, .search]) != nil {
      return "it is a folder that cannot be read"
    }
    guard [geteuid(), 0].contains(stat.userID.rawValue) else {
      return
        "it is the folder of a sender, but not this user's own: move it away and create it again"
    }
    return nil
  }

  private mutating func add(
    _ inbox: FilePath,
    of sender: String?,
    senders: [String],
    unless guarded: GuardedFiles
  ) throws {
    // A rehearsal makes no folder that is missing.
    let all = try inbox.exists() ? inbox.names().map { FileName(bytes: $0.bytes) } : []
    let folders = Set(senders.map { FileName($0) })
    for bare in all where !bare.isHidden {
      let name = bare.from(sender)
      if folders.contains(bare),
        try inbox.appending(bare).look(followingLink: false)?.type == .directory
      {
        continue
      } else if bare.isUnfinished {
        leaveAlone(name, "its name says that it is not finished")
      } else if name.ends(in: ".csv") {
        candidates.append(name)
      } else if try !name.isSidecar && !bare.isResults(in: inbox) {
        leftAlone.append(
          try Self.stranger(name, at: inbox.appending(bare), unless: guarded)
        )
      }
    }
    var files: [FileName: FileName] = [:]
    // `NAME.sha256` may belong to `NAME.csv`, but a file that is called `NAME` has precedence.
    let candidates = candidates.filter { $0.sender == sender }
    for name in candidates { files[FileName(bytes: name.bytes.dropLast(".csv".utf8.count))] = name }
    for name in candidates { files[name] = name }
    for name in all.map({ $0.from(sender) })
    where name.isSidecar && !name.withoutSender.isHidden {
      if let file = files[FileName(bytes: name.bytes.dropLast(".sha256".utf8.count))] {
        // Of several, the one with the complete name is first in byte order.
        if sidecars[file] == nil { sidecars[file] = name }
      } else {
        leaveAlone(name, "the file it is for is not here")
      }
    }
  }

  mutating func remove(_ names: Set<FileName>) { candidates.removeAll(where: names.contains) }

  mutating func leaveAlone(_ name: FileName, _ reason: String) {
    leftAlone.append(LeftAlone(name.displayed, reason))
  }

  /// The entry for a name that does not end in `.csv`.
  private static func stranger(
    _ name: FileName,
    at path: FilePath,
    unless guarded: GuardedFiles
  ) throws -> LeftAlone {
    let reason = "its name does not end in .csv"
    guard !name.isMarker, let type = try path.look(followingLink: false)?.type else {
      return LeftAlone(name.displayed, reason)
    }
    guard type == .directory else {
      guard type == .regular else { return LeftAlone(name.displayed, reason) }
      let told = StrayFile.reason(at: path, unless: guarded)
      return LeftAlone(name.displayed, told, isStray: true)
    }
    guard path.refusal(of: [.read, .search]) == nil else {
      return LeftAlone(name.displayed, "it is a folder that cannot be read")
    }
    let files = try path.names() { FileName(bytes: $0).ends(in: ".csv") }
    return files.isEmpty
      ? LeftAlone(name.displayed, "it is a folder")
      : LeftAlone(
        name.displayed,
        """
        it is a folder: files are taken from the inbox itself, and from a folder that allot.toml \
        names under [[sender]]; move them up, or name it there
        """,
        isStray: true
      )
  }
}

extension FileName {
  init(bytes: some Sequence<UInt8>) { self.init(bytes: Array(bytes)) }

  var isHidden: Bool { bytes.first == UInt8(ascii: ".") }

  /// Whether it is the digest of a file, named as `sha256sum` users name it.
  var isSidecar: Bool { ends(in: ".sha256") }

  /// Whether senders put a file with such a name beside another to say that it is complete.
  var isMarker: Bool { [".ok", ".done", ".ready"].contains { ends(in: $0) } }

  /// Whether uploaders and editors use such names for unfinished files.
  var isUnfinished: Bool {
    bytes.first == UInt8(ascii: "~") || bytes.last == UInt8(ascii: "~")
      || [".tmp", ".part", ".partial", ".filepart", ".crdownload"].contains { ends(in: $0) }
  }

  /// Whether the name has this ending; case does not matter.
  func ends(in suffix: String) -> Bool {
    bytes.count > suffix.utf8.count
      && bytes.suffix(suffix.utf8.count).map { isASCIIUpper($0) ? $0 | 0x20 : $0 }
        == Array(suffix.utf8)
  }
}
