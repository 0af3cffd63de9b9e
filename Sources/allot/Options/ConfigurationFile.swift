import Configuration
import FileSystem
import Foundation
import Pipeline
import SystemPackage

/// The configuration file of a root.
struct ConfigurationFile {
  let path: FilePath
  /// The whole text of the file.
  let text: String
  let configuration: Configuration

  private static let usualName: FilePath.Component = "allot.toml"

  /// Reads the file named by an option or ALLOT_CONFIG (empty: none), or otherwise the root's
  /// `allot.toml`.
  ///
  /// It is nil if there is none.
  init?(option: String?, in root: FilePath) throws {
    guard let given = try option ?? Settings.value("ALLOT_CONFIG") else {
      let path = root.appending(Self.usualName)
      // If the root may not be read, the next step reports that.
      guard (try? path.exists()) == true else { return nil }
      try self.init(at: path)
      return
    }
    guard !given.isEmpty else {
      guard option == nil else { throw Misconfiguration("the configuration's name is empty") }
      return nil
    }
    try self.init(at: RootOptions.absolute(given))
  }

  private init(at path: FilePath) throws {
    self.path = path
    text = try TrustedFile(path: path, owner: .anyone).text()
    configuration = try Configuration(text, from: path.displayed)
  }
}
