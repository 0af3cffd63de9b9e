import FileSystem
import SafeText
import ServiceLayer
import SystemPackage

/// Checks whether the archived files still have the bytes that were imported.
struct ArchivedFiles {
  let folders: Folders
  let runs: any RunLedger
  let imports: any ImportLedger
  /// Paths that the ledger does not know and that were reported already.
  var setAside: Set<[UInt8]> = []

  /// The digests of all files that runs have read.
  var digests: Set<String> { get throws { try known().digests } }

  static func digest(of path: FilePath) throws -> String {
    let file = try InputFile(path)
    defer { file.close() }
    return try FileDigest(of: file, beginnings: []).sha256
  }

  func findings() throws -> [Finding] {
    let (digests, places) = try known()
    var findings: [Finding] = []
    var sound = 0
    for day in try folders.archive.names() where !day.isPart {
      let folder = folders.archive.appending(day)
      guard try folder.look(followingLink: false)?.type == .directory else { continue }
      for fileName in try folder.namesWithSenders {
        let path = try folder.appending(fileName)
        guard !fileName.isSidecar || places[path] != nil else { continue }
        guard path.lastComponent.map(\.isPart) != true else {
          findings.append(.note("leftovers", "\(path.displayed) was left half-written"))
          continue
        }
        if let finding = try check(
          path,
          as: Array("archive/".utf8) + day.bytes + [UInt8(ascii: "/")] + fileName.bytes,
          places[path],
          digests
        ) {
          findings.append(finding)
        } else {
          sound += 1
        }
      }
    }
    return findings + [.ok("archive", "the bytes that were imported, in \(counted(sound, "file"))")]
  }

  /// The digests of all files that runs have read, with the final path of each.
  private func known() throws -> (digests: Set<String>, places: [FilePath: String]) {
    var digests: Set<String> = []
    var places: [FilePath: String] = [:]
    for run in try runs.newest(.max) {
      let custody = Custody(
        folders: folders.asNoted(in: run.settings),
        run: run,
        isRehearsal: false
      )
      for file in try imports.imports(of: run)
      where file.hasDigest && !file.isRetry {
        digests.insert(file.sha256)
        guard let destination = file.destination else { continue }
        places[try custody.home(of: file).appending(destination)] = file.sha256
      }
    }
    return (digests, places)
  }

  private func check(
    _ path: FilePath,
    as setAsideName: [UInt8],
    _ expected: String?,
    _ digests: Set<String>
  ) throws -> Finding? {
    let file: InputFile
    do {
      file = try InputFile(path)
    } catch let refused as UnreadableFile {
      return .fault("archive", "\(refused)", do: "only imported files belong in the archive")
    }
    defer { file.close() }
    let digest = try FileDigest(of: file, beginnings: []).sha256
    if let expected, digest != expected {
      return .fault(
        "archive",
        "\(path.displayed) is not what was imported: its bytes have changed",
        do: "put the file back from a backup; what was imported of it holds"
      )
    }
    guard !digests.contains(digest) else { return nil }
    guard !setAside.contains(setAsideName) else {
      return .note("archive", "\(path.displayed) is still to be dropped again")
    }
    return .fault(
      "archive",
      "\(path.displayed) is not in the ledger: no run has imported these bytes",
      do: "was a backup of the database restored? `allot restore` lists what to drop again"
    )
  }
}
