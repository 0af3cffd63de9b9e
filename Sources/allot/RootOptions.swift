import ArgumentParser
import FileSystem
import Foundation
import Pipeline
import SQLiteStore
import SystemPackage

/// Where everything lies.
struct RootOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder that holds it all (ALLOT_ROOT; else ./var).",
      valueName: "folder"
    )
  )
  var root: String?

  @Option(
    help: ArgumentHelp(
      "Where files are dropped (ALLOT_INBOX; else ROOT/inbox).",
      valueName: "folder"
    )
  )
  var inbox: String?

  @Option(
    help: ArgumentHelp(
      "Where imported files are kept (ALLOT_ARCHIVE; else ROOT/archive).",
      valueName: "folder"
    )
  )
  var archive: String?

  @Option(
    help: ArgumentHelp(
      "Where reports are published (ALLOT_REPORTS; else ROOT/reports).",
      valueName: "folder"
    )
  )
  var reports: String?

  /// The folders, as absolute paths: cron's working directory is not the user's.
  func folders() throws -> Folders {
    var folders = Folders(root: try path(root, "ALLOT_ROOT") ?? Self.absolute("var"))
    if let inbox = try path(inbox, "ALLOT_INBOX") { folders.inbox = inbox }
    if let archive = try path(archive, "ALLOT_ARCHIVE") { folders.archive = archive }
    if let reports = try path(reports, "ALLOT_REPORTS") { folders.reports = reports }
    return folders
  }

  /// Opens what runs have written, for reading; nil where no run has been yet.
  func storeForReading() throws -> SQLiteStore? {
    let folders = try folders()
    guard try exists(folders.database) else { return nil }
    do {
      return try SQLiteStore(reading: folders.database.string)
    } catch let failure as StoreFailure where failure.cause == .empty {
      return nil
    }
  }

  static func absolute(_ path: String) throws -> FilePath {
    let path = FilePath(path)
    guard path.isRelative else { return path }
    return FilePath(FileManager.default.currentDirectoryPath).pushing(path)
  }

  private func path(_ option: String?, _ variable: String) throws -> FilePath? {
    guard let given = option ?? ProcessInfo.processInfo.environment[variable] else { return nil }
    guard !given.isEmpty else {
      throw Misconfiguration(
        option == nil
          ? "\(variable) is set but empty: unset it or name a folder" : "a folder's name is empty"
      )
    }
    return try Self.absolute(given)
  }
}
