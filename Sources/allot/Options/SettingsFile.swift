import FileSystem
import Foundation
import SafeText
import SystemPackage

/// The settings of allot on this machine, `/etc/allot.conf`.
///
/// Each line is NAME=value, quoted as in a shell, because the nightly job's script reads it too.
struct SettingsFile: Equatable {
  private(set) var values: [String: String] = [:]

  /// All names that may be set there; some are for the nightly job's script.
  static let names: Set = [
    "ALLOT_ROOT", "ALLOT_INBOX", "ALLOT_ARCHIVE", "ALLOT_REPORTS", "ALLOT_ALLOW_NETWORK_DISK",
    "ALLOT_CONFIG", "ALLOT_DELIMITER", "ALLOT_BOM", "ALLOT_KEEP", "ALLOT_RAW_CELLS",
    "ALLOT_DEFER_DAYS", "ALLOT_FORGET_DAYS", "ALLOT_SETTLE",
    "ALLOT_BIN", "ALLOT_LOG", "ALLOT_METRICS",
    "ALLOT_PING_URL", "ALLOT_PING_HUMAN_URL",
  ]

  /// Reads the file named by ALLOT_CONF (empty: none), or otherwise `/etc/allot.conf` if it exists.
  static func ofThisMachine() throws -> SettingsFile? {
    let given = ProcessInfo.processInfo.environment["ALLOT_CONF"]
    guard given != "" else { return nil }
    let path = FilePath(given ?? "/etc/allot.conf")
    guard try given != nil || path.exists() else { return nil }
    do {
      let text = try TrustedFile(path: path, owner: .root).text()
      return try SettingsFile(text, from: path.displayed)
    } catch let error as FileError {
      throw Misconfiguration("\(path.displayed) cannot be read: \(error)")
    }
  }

  /// Reads the text of a file; `name` is the name of the file, for messages.
  init(_ text: String, from name: String) throws {
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let line = line.drop { $0 == " " || $0 == "\t" }
      guard !line.isEmpty, line.first != "#" else { continue }
      let place = "\(name):\(index + 1)"
      guard let sign = line.firstIndex(of: "="), Self.names.contains(String(line[..<sign])) else {
        throw Misconfiguration(
          "\(place): this line is not a setting: \(shown(line)); the settings are "
            + Self.names.sorted().joined(separator: " ")
        )
      }
      guard let value = unquoted(line[line.index(after: sign)...]) else {
        throw Misconfiguration(
          "\(place): write the value in single quotes, without a quote in it: \(shown(line))"
        )
      }
      values[String(line[..<sign])] = value
    }
  }
}

/// A value as a shell would read it; nil if only a shell could evaluate it.
private func unquoted(_ text: Substring) -> String? {
  var value = ""
  var quote: Character?
  var rest = text
  while let character = rest.popFirst() {
    if let open = quote {
      guard open == "'" || !"$`\\".contains(character) else { return nil }
      character == open ? (quote = nil) : value.append(character)
    } else if character == "'" || character == "\"" {
      quote = character
    } else if isBlank(character) {
      // A comment may follow the value.
      let after = rest.drop(while: isBlank)
      return after.isEmpty || after.first == "#" ? value : nil
    } else {
      guard !"$`\\;&|<>()*?[~".contains(character) else { return nil }
      value.append(character)
    }
  }
  return quote == nil ? value : nil
}

private func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" }

/// A setting from outside, safe to show.
func shown(_ text: some StringProtocol) -> String { escaped(text.utf8, atMost: 120) }
