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
  private static let longest = 1 << 20

  /// Reads the file named by an option or ALLOT_CONFIG (empty: none), else the root's `allot.toml`.
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
    let name = path.displayed
    guard let status = try path.look(followingLink: true) else {
      throw Misconfiguration("\(name) cannot be read: it is not there")
    }
    guard status.type == .regular else {
      throw Misconfiguration("\(name) cannot be read: it is not a file")
    }
    guard !status.permissions.contains(.otherWrite) else {
      throw Misconfiguration("every user may write \(name): remove that permission (chmod o-w)")
    }
    guard status.size <= Self.longest else {
      throw Misconfiguration("\(name) is too large for a configuration: \(status.size) bytes")
    }
    guard let text = try? String(contentsOfFile: path.string, encoding: .utf8) else {
      throw Misconfiguration("\(name) cannot be read: check its mode, and that it is UTF-8")
    }
    self.path = path
    self.text = text
    configuration = try Configuration(text, from: name)
  }
}
