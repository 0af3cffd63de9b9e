import FileSystem
import ServiceLayer
import SystemPackage

/// The database is gone, or empty, while what runs left for people is there.
///
/// Beginning again silently would import files twice. Reports and archived files exist only after
/// the first commit is on disk, so a first night that was killed has left none.
package struct LostDatabase: Error, CustomStringConvertible {
  /// What is wrong.
  package let fact: String
  /// What to do.
  package let remedy =
    "put a backup in its place and run it again; to begin anew, move reports and archive away first"

  /// Nil where a database is there, or no run ever was.
  package init?(in folders: Folders) throws {
    // The trace first: whatever run left it has made the database by then.
    guard let trace = try Self.trace(in: folders), try !folders.hasDatabase() else { return nil }
    let state = try folders.database.exists() ? "empty" : "gone"
    fact =
      "\(folders.database.displayed) is \(state), but runs have been here (\(trace.displayed))"
  }

  package var description: String { "\(fact): \(remedy); nothing was changed" }

  /// The newest report or, where there is none, the newest day of the archive.
  ///
  /// Only folders inside the root count: one elsewhere may belong to another root.
  private static func trace(in folders: Folders) throws -> FilePath? {
    let own = Folders(root: folders.root)
    return try newest(in: own.reports) { RunName.isOne($0) }
      ?? newest(in: own.archive) { UTCTime.seconds("\($0)T00:00:00Z") != nil }
  }

  private static func newest(
    in folder: FilePath,
    where isOurs: (String) -> Bool
  ) throws -> FilePath? {
    guard try folder.exists() else { return nil }
    return try folder.names().last { isOurs($0.string) }.map(folder.appending)
  }
}
