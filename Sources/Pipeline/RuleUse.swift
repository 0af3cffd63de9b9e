package import Configuration
package import ServiceLayer

/// A rule of the configuration, and the recent files that it matched.
package struct RuleUse: Equatable, Encodable, Sendable {
  /// How far back files count.
  package static let nights = 30

  package let sender: String
  package let match: String
  package let kind: String
  /// The line of the rule in the configuration.
  package let line: Int
  /// The names of the files, in the order in which a run takes them.
  package let files: [String]

  /// The names of recent files; empty if there was no run.
  package static func names(in store: any Store) throws -> Set<FileName> {
    guard let newest = try store.runs.newest(1).first else { return [] }
    return try store.imports.names(since: newest.started - nights * UTCTime.secondsOfADay)
  }

  /// The rules in the order of the configuration, with the files of these names.
  package static func all(of configuration: Configuration, _ names: Set<FileName>) -> [RuleUse] {
    var files: [Int: [FileName]] = [:]
    for name in names {
      guard let rule = configuration.rule(for: RejectsFile.firstName(name)) else { continue }
      files[rule.line, default: []].append(name)
    }
    return configuration.senders.flatMap { sender in
      sender.rules.map { rule in
        RuleUse(
          sender: sender.name,
          match: shownPattern(rule),
          kind: rule.kind.rawValue,
          line: rule.line,
          files: (files[rule.line] ?? []).sorted { $0.precedes($1) }.map(\.displayed)
        )
      }
    }
  }

  /// The rule and its use, on one line.
  package var text: String {
    "line \(line), \(sender)/\(match), \(kind): \(Self.shown(files))"
  }

  /// The first of some files, and the number of the others.
  static func shown(_ files: [String]) -> String {
    let most = 3
    let more = files.count > most ? " and \(files.count - most) more" : ""
    return files.isEmpty
      ? "no file in the last \(nights) nights" : files.prefix(most).joined(separator: ", ") + more
  }
}
