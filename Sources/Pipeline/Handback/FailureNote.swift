import FileSystem
import ServiceLayer
import SystemPackage

/// Says beside a failed file why it failed, and what to do.
struct FailureNote {
  let folder: FilePath
  let run: Run

  /// Writes `NAME.reason.txt` and returns the name that the file is to get beside it.
  func write(for file: Import) throws -> FileName {
    let text = """
      \(file.name.displayed) could not be imported in run \(run.name).

      Why: \(file.reason)

      Mend the file and drop it into the inbox again.

      """
    let name = try freeName(for: file.name, in: folder) { place in
      let note = Self.note(beside: place)
      return try !exists(note) || says(note, text)
    }
    let note = Self.note(beside: try folder.appending(name))
    if try !exists(note) {
      let output = try OutputFile(at: note)
      try output.write(text)
      try output.publish(.refuse)
    }
    return name
  }

  private static func note(beside file: FilePath) -> FilePath {
    let bytes = file.lastComponent?.bytes ?? []
    let suffix = Array(".reason.txt".utf8)
    let name = FilePath.Component(bytes: bytes.cut(to: longestName - suffix.count) + suffix)
    return name.map { file.removingLastComponent().appending($0) } ?? file
  }

  /// Whether a note is the one that was written before a crash.
  private func says(_ note: FilePath, _ text: String) throws -> Bool {
    let file = try InputFile(note)
    defer { file.close() }
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: text.utf8.count + 1,
      alignment: 1
    )
    defer { buffer.deallocate() }
    let count = try file.read(into: buffer)
    return buffer[..<count].elementsEqual(text.utf8)
  }
}
