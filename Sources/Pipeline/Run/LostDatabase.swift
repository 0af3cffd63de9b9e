import FileSystem
import ServiceLayer
import SystemPackage

/// The database is gone, or empty, while what runs left for people is there.
///
/// To begin anew in silence would import files again that were imported before. Reports and archived
/// files come only after the first commit is on the disk: a first night that died has left none.
package struct LostDatabase: Error, CustomStringConvertible {
  /// What is the matter.
  package let fact: String
  /// What to do.
  package let remedy =
    "put a backup in its place and run it again; to begin anew, move reports and archive away first"

  /// Nil where a database is there, or no run ever was.
  package init?(in folders: Folders) throws {
    // The trace first: whatever run left it has made the database by then.
    guard let trace = try Self.trace(in: folders), try !folders.hasDatabase() else { return nil }
    let state = try exists(folders.database) ? "empty" : "gone"
    fact =
      "\(displayPath(folders.database)) is \(state), but runs have been here (\(displayPath(trace)))"
  }

  package var description: String { "\(fact): \(remedy); nothing was changed" }

  /// The newest report or, where there is none, the newest day of the archive.
  ///
  /// Only the root's own folders tell: one that lies elsewhere may serve another root too.
  private static func trace(in folders: Folders) throws -> FilePath? {
    let own = Folders(root: folders.root)
    return try newest(in: own.reports) { RunName.isOne($0) }
      ?? newest(in: own.archive) { RunName.seconds("\($0)T00:00:00Z") != nil }
  }

  private static func newest(
    in folder: FilePath,
    where isOurs: (String) -> Bool
  ) throws -> FilePath? {
    guard try exists(folder) else { return nil }
    return try names(in: folder).last { isOurs($0.string) }.map(folder.appending)
  }
}
