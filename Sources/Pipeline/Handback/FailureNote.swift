import FileSystem
import ServiceLayer
import SystemPackage

/// The note beside a failed file: why it failed, and what to do.
struct FailureNote {
  let folder: FilePath
  let run: Run

  /// Writes `NAME.reason.txt` and returns the name that the file is to get beside it.
  ///
  /// The file belongs in `dropFolder`, which need not be where it was dropped.
  func write(for file: FileImport, into dropFolder: String) throws -> FileName {
    guard let name = FilePath.Component(bytes: file.name.withoutSender.bytes) else {
      return file.name
    }
    let folder = folder.folder(of: file.name)
    try folder.makeFolder()
    let text = """
      \(file.name.displayed) could not be imported in run \(run.name).

      Why: \(file.reason)

      Correct the file and drop it into \(dropFolder) again.

      """
    func place(_ number: Int) -> FilePath { folder.appending(name.freeName(number)) }
    func note(_ number: Int) -> FilePath {
      folder.appending(name.freeName(number, suffix: ".reason.txt"))
    }
    let number = try freeNumber { try place($0).exists() || note($0).exists() }
    // A note without a file may be this one, written before a crash.
    if number > 1, try !place(number - 1).exists(), try says(note(number - 1), text) {
      // The run that wrote it may have died before it could sync the name.
      try folder.syncFolder()
      return file.name.sibling(FileName(bytes: name.freeName(number - 1).bytes))
    }
    let output = try OutputFile(at: note(number))
    try output.write(text)
    try output.publish(.refuse)
    return file.name.sibling(FileName(bytes: name.freeName(number).bytes))
  }

  private func says(_ note: FilePath, _ text: String) throws -> Bool {
    do {
      let file = try InputFile(note)
      defer { file.close() }
      let buffer = UnsafeMutableRawBufferPointer.allocate(
        byteCount: text.utf8.count + 1,
        alignment: 1
      )
      defer { buffer.deallocate() }
      let count = try file.read(into: buffer)
      return buffer[..<count].elementsEqual(text.utf8)
    } catch is UnreadableFile {
      return false
    }
  }
}
