import FileSystem
import ServiceLayer
import SystemPackage

/// A file does not match the digest beside it.
struct DigestDiffers: Error, CustomStringConvertible {
  let description: String
}

extension Custody {
  /// Compares the bytes that are imported with the digest that was claimed with the file.
  ///
  /// The file in the inbox was compared before it was claimed, but file or digest may have been
  /// replaced since.
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

  /// Claims the digest beside a file in the inbox.
  func takeSidecar(of file: FileImport, to sidecar: FilePath?) throws {
    guard let sidecar else { return }
    for name in file.name.sidecars {
      let dropped = try folders.inbox.appending(name)
      if try isFile(dropped) { _ = try? dropped.renameWithoutReplacing(to: sidecar) }
    }
  }

  /// Writes a digest beside a file that came with one, once the file is in its final folder.
  ///
  /// It is written again from the bytes that were read, because another process may have the
  /// dropped digest open and could change it. The dropped one is removed once the folder is synced.
  func keepDigest(of file: FileImport, at place: FileName, in home: FilePath) throws {
    guard let dropped = try places(of: file).sidecar, try isFile(dropped),
      let name = place.sidecar
    else { return }
    guard file.hasDigest else {
      // The file could not be read, so the dropped digest is kept with it.
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
