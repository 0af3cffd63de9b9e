import FileSystem
import ServiceLayer
import SystemPackage

/// What lies in an inbox: the files to take, and what is left alone with the reason.
struct InboxListing {
  private(set) var candidates: [FileName] = []
  /// Names that begin a candidate's `NAME.sha256`.
  private(set) var sidecars: Set<FileName> = []
  private(set) var leftAlone: [String] = []

  init(_ inbox: FilePath) throws {
    // A rehearsal makes no folder that is missing.
    let all = try exists(inbox) ? names(in: inbox).map { FileName(bytes: $0.bytes) } : []
    for name in all where !name.isHidden {
      if name.isUnfinished {
        leftAlone.append("\(name.displayed): its name says that it is not finished")
      } else if name.ends(in: ".csv") {
        candidates.append(name)
      } else if !name.isSidecar {
        leftAlone.append("\(name.displayed): its name does not end in .csv")
      }
    }
    let csvNames = Set(candidates)
    for name in all where name.isSidecar && !name.isHidden {
      let file = FileName(bytes: name.bytes.dropLast(".sha256".utf8.count))
      if csvNames.contains(file) {
        sidecars.insert(file)
      } else {
        leftAlone.append("\(name.displayed): the file it is for is not here")
      }
    }
  }

  mutating func remove(_ names: Set<FileName>) { candidates.removeAll(where: names.contains) }

  mutating func leaveAlone(_ name: FileName, _ reason: String) {
    candidates.removeAll { $0 == name }
    leftAlone.append("\(name.displayed): \(reason)")
  }
}

extension FileName {
  init(bytes: some Sequence<UInt8>) { self.init(bytes: Array(bytes)) }

  var isHidden: Bool { bytes.first == UInt8(ascii: ".") }

  /// Whether it is the digest of a file, named as `sha256sum` users name it.
  var isSidecar: Bool { bytes.suffix(7) == Array(".sha256".utf8)[...] }

  /// Whether uploaders and editors give such names to what they are still writing.
  var isUnfinished: Bool {
    bytes.first == UInt8(ascii: "~") || bytes.last == UInt8(ascii: "~")
      || [".tmp", ".part", ".partial", ".filepart", ".crdownload"].contains { ends(in: $0) }
  }

  /// Whether the name ends so, in any case of letters.
  func ends(in suffix: String) -> Bool {
    bytes.count > suffix.utf8.count
      && bytes.suffix(suffix.utf8.count).map { isASCIIUpper($0) ? $0 | 0x20 : $0 }
        == Array(suffix.utf8)
  }
}
