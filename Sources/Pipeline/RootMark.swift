import FileSystem
import Foundation
import Glibc
package import SystemPackage

/// An inbox, an archive or a reports folder belongs to another root.
package struct AnotherRootsFolder: Error, Equatable, CustomStringConvertible {
  package let folder: FilePath
  /// The root that it belongs to.
  package let root: FilePath
  /// The file in it that says so; nil if the folder is inside that root.
  package let mark: FilePath?

  package var description: String {
    let remedy =
      mark.map { "name another folder, or remove \($0.displayed) if that root is given up" }
      ?? "name another folder"
    return """
      \(folder.displayed) belongs to the root \(root.displayed): files would be imported by \
      both, or by neither; \(remedy); nothing was changed
      """
  }
}

extension Folders {
  /// The hidden file in a folder outside the root that names the root it belongs to.
  private static let markName: FilePath.Component = ".allot-root"
  private static let markHead = "This folder belongs to one root of allot:\n"

  /// The folders that may be outside the root, and that two roots must not share.
  private var movable: [FilePath] { [inbox, archive, reports] }

  /// Refuses a folder of another root; must be called before anything is changed.
  package func expectFoldersOfNoOtherRoot() throws {
    for folder in movable {
      guard let owner = try owner(of: folder), owner.root != resolved(root) else { continue }
      throw AnotherRootsFolder(folder: folder, root: owner.root, mark: owner.mark)
    }
  }

  /// Creates the folders outside the root, and marks them as belonging to it.
  package func markFolders() throws {
    for folder in movable where resolved(folder).removingLastComponent() != resolved(root) {
      try folder.makeFolder()
      guard try owner(of: folder)?.root != resolved(root) else { continue }
      let mark = folder.appending(Self.markName)
      try mark.removeFile()
      let output = try OutputFile(at: mark)
      try output.write(Self.markHead + resolved(root).string + "\n")
      try output.publish(.refuse)
    }
  }

  /// The root that contains a folder or is named by its mark; nil if there is none, or if it no
  /// longer exists.
  private func owner(of folder: FilePath) throws -> (root: FilePath, mark: FilePath?)? {
    guard try folder.exists() else { return nil }
    let parent = resolved(folder).removingLastComponent()
    if parent == resolved(root) { return (parent, nil) }
    if try Folders(root: parent).database.exists() { return (parent, nil) }
    let mark = folder.appending(Self.markName)
    guard try mark.look(followingLink: false)?.type == .regular,
      let text = try? String(contentsOfFile: mark.string, encoding: .utf8),
      text.hasPrefix(Self.markHead)
    else { return nil }
    let marked = FilePath(String(text.dropFirst(Self.markHead.count).dropLast()))
    if marked == resolved(root) { return (marked, mark) }
    return try Folders(root: marked).database.exists() ? (marked, mark) : nil
  }
}

/// The path without links, as far as it exists.
private func resolved(_ path: FilePath) -> FilePath {
  guard let real = path.withPlatformString({ realpath($0, nil) }) else {
    return path.lexicallyNormalized()
  }
  defer { free(real) }
  return FilePath(platformString: real)
}
