import FileSystem
import Pipeline
import SystemPackage

/// The root does not exist, and this command does not create it.
struct NoSuchRoot: Error, CustomStringConvertible {
  let description: String

  private init(_ root: FilePath, _ remedy: String) {
    description = "there is no root \(root.displayed): \(remedy)"
  }

  /// For commands that only read; nil if the root exists.
  init?(_ root: FilePath) throws {
    guard try !root.exists() else { return nil }
    self.init(root, "name the folder by --root or ALLOT_ROOT; the first `allot run` makes it")
  }

  /// For commands that may create the root; nil if it exists or may be created.
  ///
  /// A root may be created if its parent folder exists and has no other root in it: beside another
  /// root, a new name is probably a typing error.
  init?(_ root: FilePath, mayBeMade isWanted: Bool) throws {
    guard try !isWanted && !root.exists() else { return nil }
    let parent = root.removingLastComponent()
    guard try parent.exists() else {
      self.init(root, "\(parent.displayed) is not there either; --init makes both")
      return
    }
    guard let other = try Self.anotherRoot(in: parent) else { return nil }
    self.init(root, "did you mean \(other.displayed)? --init makes a new one")
  }

  private static func anotherRoot(in parent: FilePath) throws -> FilePath? {
    guard parent.refusal(of: [.read, .search]) == nil else { return nil }
    return try parent.names().map(parent.appending).first { folder in
      guard try folder.look(followingLink: false)?.type == .directory,
        folder.refusal(of: .search) == nil
      else { return false }
      return try Folders(root: folder).database.exists()
    }
  }
}
