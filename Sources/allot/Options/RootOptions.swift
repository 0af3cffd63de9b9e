import ArgumentParser
import FileSystem
import Foundation
import Pipeline
import SystemPackage

/// The root, for commands that use only the database.
struct RootOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The root: the folder for everything (ALLOT_ROOT; else ./var).",
      valueName: "folder"
    )
  )
  var root: String?

  func folders() throws -> Folders {
    Folders(
      root: try Self.path(root, "ALLOT_ROOT") ?? Self.absolute("var"),
      storeFiles: Stores.files
    )
  }

  /// Makes a path absolute.
  static func absolute(_ path: String) throws -> FilePath {
    let path = FilePath(path)
    guard path.isRelative else { return path }
    return FilePath(FileManager.default.currentDirectoryPath).pushing(path)
  }

  fileprivate static func path(_ option: String?, _ setting: String) throws -> FilePath? {
    guard let given = try option ?? Settings.value(setting) else { return nil }
    guard !given.isEmpty else {
      throw Misconfiguration(
        option == nil
          ? "\(setting) is set but empty: unset it or name a folder" : "a folder's name is empty"
      )
    }
    return try absolute(given)
  }
}

/// The root and its inbox, for commands that use no other folder.
struct InboxOptions: ParsableArguments {
  @OptionGroup var root: RootOptions

  @Option(
    help: ArgumentHelp(
      "Where files are dropped (ALLOT_INBOX; else ROOT/inbox).",
      valueName: "folder"
    )
  )
  var inbox: String?

  @Option(
    help: ArgumentHelp(
      "The configuration file (ALLOT_CONFIG; else ROOT/allot.toml, if it exists).",
      valueName: "file"
    )
  )
  var config: String?

  /// The configuration of the root; nil if it has none.
  func configuration() throws -> ConfigurationFile? {
    try ConfigurationFile(option: config, in: root.folders().root)
  }

  func folders() throws -> Folders {
    var folders = try root.folders()
    if let inbox = try RootOptions.path(inbox, "ALLOT_INBOX") { folders.inbox = inbox }
    return folders
  }
}

/// The root, and all folders that can be elsewhere, for commands that use them.
struct FolderOptions: ParsableArguments {
  @OptionGroup var rootAndInbox: InboxOptions

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

  func configuration() throws -> ConfigurationFile? { try rootAndInbox.configuration() }

  func folders() throws -> Folders {
    var folders = try rootAndInbox.folders()
    if let archive = try RootOptions.path(archive, "ALLOT_ARCHIVE") { folders.archive = archive }
    if let reports = try RootOptions.path(reports, "ALLOT_REPORTS") { folders.reports = reports }
    return folders
  }
}
