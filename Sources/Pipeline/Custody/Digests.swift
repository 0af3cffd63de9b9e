import FileSystem
import ServiceLayer
import SystemPackage

/// A file is not what the digest beside it says.
struct DigestDiffers: Error, CustomStringConvertible {
  let description: String
}

extension Custody {
  /// Compares the bytes that are imported with the digest that was claimed with the file.
  ///
  /// What lay in the inbox was compared before it was claimed: either may have been replaced since.
  func compare(_ digest: FileDigest, withDigestOf file: FileImport) throws {
    guard !isRehearsal, let path = try places(of: file).sidecar, try isFile(path) else { return }
    let mismatch: String?
    do {
      mismatch = try Sidecar(at: path, unless: folders.guarded)
        .mismatch(of: file.name.withoutSender, in: path.fileName) { digest.sha256 }
    } catch let refused as UnreadableFile {
      mismatch = "\(refused)"
    }
    if let mismatch { throw DigestDiffers(description: mismatch) }
  }

  /// Claims the digest that lies beside a file in the inbox.
  func takeSidecar(of file: FileImport, to sidecar: FilePath?) throws {
    guard let sidecar else { return }
    for name in file.name.sidecars {
      let dropped = try folders.inbox.appending(name)
      if try isFile(dropped) { _ = try? dropped.renameWithoutReplacing(to: sidecar) }
    }
  }

  /// Puts a digest beside a file that came with one, once that is under its name in the folder.
  ///
  /// It is written anew, from the bytes that were read: whoever dropped the other one may have it
  /// open, and could still change it. That one goes once the folder is synced.
  func keepDigest(of file: FileImport, at place: FileName, in home: FilePath) throws {
    guard let dropped = try places(of: file).sidecar, try isFile(dropped),
      let name = place.sidecar
    else { return }
    guard file.hasDigest else {
      // Nobody could read the file: what was said of it goes with it.
      _ = try move(dropped, to: home, as: name)
      return
    }
    let path = try home.appending(name)
    let line = Sidecar.line(file.sha256, place.withoutSender)
    guard try !isDigest(line, at: path) else { return }
    let output = try OutputFile(at: path)
    try line.withUnsafeBytes { try output.write($0) }
    try output.publish(.takeFreeName, syncingFolder: false)
  }

  /// Whether a run that died has written the digest.
  private func isDigest(_ line: [UInt8], at path: FilePath) throws -> Bool {
    guard try isFile(path) else { return false }
    let input = try InputFile(path, unless: folders.guarded)
    defer { input.close() }
    var found: [UInt8] = []
    guard try input.status().size == line.count else { return false }
    try input.forEachChunk { found += $0 }
    return found == line
  }
}
