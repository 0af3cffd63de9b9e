import FileSystem
import ServiceLayer
import SystemPackage

/// Whether the archived files have the bytes that the ledger says were imported.
struct ArchivedFiles {
  let folders: Folders
  let ledger: any Ledger

  func findings() throws -> [Finding] {
    let (digests, places) = try known()
    var findings: [Finding] = []
    var sound = 0
    for day in try names(in: folders.archive) where !isPart(day) {
      let folder = folders.archive.appending(day)
      guard try look(at: folder, followingLink: false)?.type == .directory else { continue }
      for name in try names(in: folder) {
        let path = folder.appending(name)
        let fileName = FileName(bytes: name.bytes)
        guard !fileName.isSidecar || places[path] != nil else { continue }
        guard !isPart(name) else {
          findings.append(.note("leftovers", "\(displayPath(path)) was left half-written"))
          continue
        }
        if let finding = try check(path, places[path], digests) {
          findings.append(finding)
        } else {
          sound += 1
        }
      }
    }
    return findings + [.ok("archive", "\(sound) files have the bytes that were imported")]
  }

  /// The digests of all files that runs have read, and where each was put.
  private func known() throws -> (digests: Set<String>, places: [FilePath: String]) {
    var digests: Set<String> = []
    var places: [FilePath: String] = [:]
    for run in try ledger.runs(limit: .max) {
      let custody = Custody(
        folders: folders.asNoted(in: run.settings),
        run: run,
        isRehearsal: false
      )
      for file in try ledger.imports(of: run) where !file.sha256.isEmpty && file.retryOf == nil {
        digests.insert(file.sha256)
        guard let destination = file.destination else { continue }
        places[try custody.home(of: file).appending(destination)] = file.sha256
      }
    }
    return (digests, places)
  }

  private func check(
    _ path: FilePath,
    _ expected: String?,
    _ digests: Set<String>
  ) throws -> Finding? {
    let file: InputFile
    do {
      file = try InputFile(path)
    } catch let refused as RefusedFile {
      return .fault("archive", "\(refused)", do: "only imported files belong in the archive")
    }
    defer { file.close() }
    let digest = try FileDigest(of: file, beginnings: []).sha256
    if let expected, digest != expected {
      return .fault(
        "archive",
        "\(displayPath(path)) is not what was imported: its bytes have changed",
        do: "put the file back from a backup; what was imported of it holds"
      )
    }
    guard !digests.contains(digest) else { return nil }
    return .fault(
      "archive",
      "\(displayPath(path)) is not in the ledger: no run has imported these bytes",
      do: "was a backup of the database put back? drop it into the inbox to have it imported"
    )
  }
}
