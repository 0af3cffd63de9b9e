package import SystemPackage

/// Moves a file into a folder so that no crash and no power cut can lose it.
///
/// The new name is on the disk before the old one goes. Nothing is replaced: a
/// taken name becomes `NAME.2.csv`. Between file systems the file is copied
/// and compared first. A crash leaves it in its old place, in its new one or,
/// between file systems, in both; moving it again then keeps one.
///
/// - Returns: The path the file has in the end.
package func moveDurably(
  _ source: FilePath,
  to folder: FilePath,
  as name: FilePath.Component
) throws -> FilePath {
  do {
    let target = try renameToFreeName(from: source, in: folder, as: name)
    try syncFolder(folder)
    try syncFolder(source.folder)
    return target
  } catch let error as FileError where error.reason == .improperLink {
    return try moveByCopying(source, to: folder, as: name)
  }
}

/// Moves a file between file systems; it is whole under its final name before the source goes.
func moveByCopying(
  _ source: FilePath,
  to folder: FilePath,
  as name: FilePath.Component
) throws -> FilePath {
  let input = try InputFile(source)
  let before = try input.status()
  let target =
    try finishedCopy(of: input, in: folder, as: name)
    ?? copyDurably(input, to: folder, as: name)
  try syncFolder(folder)
  let nameNow = try naming("look at", source) { try Stat(source, followTargetSymlink: false) }
  guard try input.status() == before, FileStatus(nameNow) == before else {
    throw FileError("move (it changed while it was copied)", source, .resourceBusy)
  }
  try removeFile(source)
  try syncFolder(source.folder)
  return target
}

/// The copy that an interrupted move had finished: the same bytes and times under one of its names.
private func finishedCopy(
  of input: InputFile,
  in folder: FilePath,
  as name: FilePath.Component
) throws -> FilePath? {
  let status = try input.status()
  var n = 1
  while true {
    let target = folder.appending(freeName(name, n))
    do {
      let copy = try InputFile(target)
      let found = try copy.status()
      if found.modified == status.modified, try sameBytes(input, copy) {
        try copy.sync()
        return target
      }
    } catch let refusal as RefusedFile where refusal.reason == .gone {
      return nil
    } catch is RefusedFile {
      // The name belongs to something else: see whether the next one is ours.
    }
    n += 1
  }
}
