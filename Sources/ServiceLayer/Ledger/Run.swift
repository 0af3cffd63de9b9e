/// One execution of `allot run`, `import` or `report`.
package struct Run: Equatable, Sendable {
  package enum Command: String, Codable, Sendable {
    case run, `import`, report
  }

  /// What a run was asked for, kept so that an interrupted run ends as it began.
  package struct Settings: Equatable, Codable, Sendable {
    /// Files named on the command line, as absolute paths; nil means the inbox.
    package var files: [String]?
    package var again = false
    package var deferDays = 14
    package var keepReports = 30
    package var rawCells = false
    /// Folders that lie elsewhere than in the root, as absolute paths: an interrupted run is
    /// finished where it began.
    package var inbox: String?
    package var archive: String?
    package var reports: String?

    package init(
      files: [String]? = nil,
      again: Bool = false,
      deferDays: Int = 14,
      keepReports: Int = 30,
      rawCells: Bool = false
    ) {
      self.files = files
      self.again = again
      self.deferDays = deferDays
      self.keepReports = keepReports
      self.rawCells = rawCells
    }
  }

  package enum Phase: String, Sendable {
    /// Its files are not chosen yet.
    case begun
    /// Its files are chosen; some may be done.
    case chosen
    case finished
  }

  package let id: Int
  /// The start in UTC, `20261123T020000Z`, with `-2` and so on behind where that is taken.
  package let name: String
  package let command: Command
  /// Seconds since 1970, UTC.
  package let started: Int
  package let settings: Settings
  package var phase: Phase
  package var isPublished: Bool
  /// What lay in the inbox and was not taken, with the reasons.
  package var leftAlone: [String]

  package init(
    id: Int,
    name: String,
    command: Command,
    started: Int,
    settings: Settings,
    phase: Phase = .begun,
    isPublished: Bool = false,
    leftAlone: [String] = []
  ) {
    self.id = id
    self.name = name
    self.command = command
    self.started = started
    self.settings = settings
    self.phase = phase
    self.isPublished = isPublished
    self.leftAlone = leftAlone
  }
}
