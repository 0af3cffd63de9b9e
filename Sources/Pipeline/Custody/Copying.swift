import FileSystem
import ServiceLayer
import SystemPackage

extension Custody {
  /// The bytes of a file that a run reads, and their digest.
  struct Source {
    let input: InputFile
    let digest: FileDigest
  }

  /// Opens what the run reads of a file: its copy, which is made now unless it is there already.
  ///
  /// A rehearsal makes none, and reads the file where it lies.
  ///
  /// - Throws: `UnreadableFile`, or `FileChanged` where somebody writes to it.
  func open(_ file: FileImport, beginnings: [Int]) throws -> Source {
    let copy = try places(of: file).copy
    var input = copy
    if try !isClaimed(file) || !isFile(copy) {
      let original = try original(of: file)
      if isRehearsal {
        input = original
      } else if let digest = try makeCopy(of: original, at: copy, beginnings: beginnings) {
        return Source(input: try openCopy(copy), digest: digest)
      }
    }
    let opened = try input == copy ? openCopy(copy) : InputFile(input, unless: folders.guarded)
    return Source(input: opened, digest: try FileDigest(of: opened, beginnings: beginnings))
  }

  /// Opens a copy of the run's own; where that is refused, the file is not to blame.
  private func openCopy(_ copy: FilePath) throws -> InputFile {
    do {
      if !isRehearsal {
        // The run that made it may have died before it could sync the name.
        try copy.removingLastComponent().syncFolder()
      }
      return try InputFile(copy)
    } catch is UnreadableFile {
      throw FileError("read", copy, .permissionDenied)
    }
  }

  /// Opens the bytes that a file was begun with.
  ///
  /// - Throws: `FileChanged` where they are no longer to be had.
  func reopen(_ file: FileImport) throws -> Source {
    let source = try open(file, beginnings: [])
    guard source.digest.sha256 != file.sha256 else { return source }
    let places = try places(of: file)
    guard !isRehearsal, try isFile(places.original) else { throw FileChanged() }
    // The disk gave other bytes back than were synced to it: the original may still have them.
    try places.copy.removeFile()
    let again = try open(file, beginnings: [])
    guard again.digest.sha256 == file.sha256 else { throw FileChanged() }
    return again
  }

  /// Runs what reads a file.
  ///
  /// A rehearsal reads it where others can change it: the result counts only where nobody did.
  func watching(
    _ input: InputFile,
    _ body: () throws -> Void,
    whenChanged undo: () -> Void
  ) throws {
    guard isRehearsal else { return try body() }
    let before = try input.status()
    let result = Result(catching: body)
    guard try input.status() == before, try input.writers() != .some else {
      undo()
      throw FileChanged()
    }
    try result.get()
  }

  /// Where the file itself lies.
  private func original(of file: FileImport) throws -> FilePath {
    let places = try places(of: file)
    if try isClaimed(file) {
      // A rehearsal moves nothing, not even what an earlier version has claimed.
      return try isFile(places.original) ? places.original : places.formerOriginal
    }
    return try source(of: file)
  }

  /// Copies a file through one open descriptor, durably.
  ///
  /// Whoever opened it before it was claimed can write still: a copy counts only where nobody did
  /// meanwhile.
  ///
  /// - Returns: The digest of the bytes; nil where they did not pass through our hands.
  func makeCopy(
    of original: FilePath,
    at copy: FilePath,
    beginnings: [Int]
  ) throws -> FileDigest? {
    let input = try InputFile(original, unless: folders.guarded)
    defer { input.close() }
    let before = try input.status()
    let output = try OutputFile(at: copy)
    var hash = DigestBuilder(beginnings: beginnings)
    let isHashed = try output.fill(from: input) { hash.add($0) }
    guard try input.status() == before, try input.writers() != .some else { throw FileChanged() }
    try output.publish(.refuse, syncingFolder: false)
    reached(.fileCopied)
    return isHashed ? hash.finish() : nil
  }
}

/// A file was changed while it was read.
struct FileChanged: Error, CustomStringConvertible {
  var description: String { "it was changed while it was being read" }
}
