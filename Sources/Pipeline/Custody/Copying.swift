import FileSystem
import ServiceLayer
import SystemPackage

extension Custody {
  /// The bytes of a file that a run reads, and their digest.
  struct Source {
    let input: InputFile
    let digest: FileDigest
  }

  /// Opens the copy of a file that the run reads; makes the copy if there is none yet.
  ///
  /// A rehearsal makes no copy, and reads the file itself.
  ///
  /// - Throws: `UnreadableFile`, or `FileChanged` if somebody writes to it.
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

  /// Opens the run's own copy; if that fails, the cause is not the file.
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

  /// Opens the bytes with which the import of a file began.
  ///
  /// - Throws: `FileChanged` if they are no longer available.
  func reopen(_ file: FileImport) throws -> Source {
    let source = try open(file, beginnings: [])
    guard source.digest.sha256 != file.sha256 else { return source }
    let places = try places(of: file)
    guard !isRehearsal, try isFile(places.original) else { throw FileChanged() }
    // The disk returned other bytes than were written to it; the original may still have them.
    try places.copy.removeFile()
    let again = try open(file, beginnings: [])
    guard again.digest.sha256 == file.sha256 else { throw FileChanged() }
    return again
  }

  /// Calls a closure that reads a file.
  ///
  /// A rehearsal reads a file that others can change: the result counts only if nobody did.
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

  /// The path of the file itself.
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
  /// A process that opened the file before it was claimed can still write to it: a copy counts only
  /// if nothing was written meanwhile.
  ///
  /// - Returns: The digest of the bytes; nil if the system copied them without passing them to this
  ///   program.
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
