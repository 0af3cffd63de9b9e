import FileSystem
import ServiceLayer
import SystemPackage

/// The database is missing or empty, although reports or archived files of runs exist.
///
/// Starting with a new database would import files twice without a warning. Reports and archived
/// files exist only after the first commit is on disk, so a first night that was killed leaves
/// none.
package struct LostDatabase: Error, CustomStringConvertible {
  /// What is wrong.
  package let fact: String
  /// What to do.
  package let remedy =
    "restore a backup and run it again; to start over, move reports and archive away first"

  /// Nil if there is a database, or if there was never a run.
  package init?(in folders: Folders) throws {
    // The traces are looked up first: a run that leaves one has created the database before.
    guard let trace = try Self.trace(in: folders), try !folders.hasDatabase() else { return nil }
    let state = try folders.database.exists() ? "empty" : "gone"
    fact =
      "\(folders.database.displayed) is \(state), but runs have been here (\(trace.displayed))"
  }

  package var description: String { "\(fact): \(remedy); nothing was changed" }

  /// The newest report, or the newest day of the archive if there is no report.
  ///
  /// Only folders inside the root count, because others may belong to another root.
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
