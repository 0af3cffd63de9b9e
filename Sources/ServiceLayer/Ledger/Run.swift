/// One execution of `allot run`, `import` or `report`.
package struct Run: Equatable, Sendable {
  package enum Command: String, Codable, Sendable {
    case run, `import`, report
  }

  /// The settings of a run, stored so that an interrupted run is finished with the same ones.
  package struct Settings: Equatable, Codable, Sendable {
    /// Files named on the command line, as absolute paths; nil means the inbox.
    package var files: [String]?
    /// The sender of the named files.
    package var sender: String?
    /// The text of the configuration with which the run began; deleted when the run is finished.
    package var configuration: String?
    package var again = false
    package var deferDays = 14
    package var forgetDays = 60
    package var keepReports = 30
    package var rawCells = false
    /// The byte between the cells of reports.
    package var reportDelimiter: UInt8 = 0x2C
    /// Whether reports in CSV begin with a byte-order mark.
    package var reportByteOrderMark = false
    /// Folders outside the root, as absolute paths: an interrupted run is finished in the same
    /// folders.
    package var inbox: String?
    package var archive: String?
    package var reports: String?
    /// The version of the rules by which files were split into rows; `program` is the program's
    /// version.
    ///
    /// The ledger identifies finished rows by their numbers, so a run must be finished with the
    /// same rules.
    package var rowRules = 1
    package var program = ""

    package init(
      files: [String]? = nil,
      again: Bool = false,
      deferDays: Int = 14,
      forgetDays: Int = 60,
      keepReports: Int = 30,
      rawCells: Bool = false
    ) {
      self.files = files
      self.again = again
      self.deferDays = deferDays
      self.forgetDays = forgetDays
      self.keepReports = keepReports
      self.rawCells = rawCells
    }

    /// Decodes stored settings; one that is missing gets its default, so that runs stored before
    /// the setting existed can still be read.
    package init(from decoder: any Decoder) throws {
      self.init()
      let noted = try decoder.container(keyedBy: CodingKeys.self)
      func read<Value: Decodable>(_ key: CodingKeys, into value: inout Value) throws {
        value = try noted.decodeIfPresent(Value.self, forKey: key) ?? value
      }
      files = try noted.decodeIfPresent([String].self, forKey: .files)
      sender = try noted.decodeIfPresent(String.self, forKey: .sender)
      configuration = try noted.decodeIfPresent(String.self, forKey: .configuration)
      try read(.again, into: &again)
      try read(.deferDays, into: &deferDays)
      try read(.forgetDays, into: &forgetDays)
      try read(.keepReports, into: &keepReports)
      try read(.rawCells, into: &rawCells)
      try read(.reportDelimiter, into: &reportDelimiter)
      try read(.reportByteOrderMark, into: &reportByteOrderMark)
      inbox = try noted.decodeIfPresent(String.self, forKey: .inbox)
      archive = try noted.decodeIfPresent(String.self, forKey: .archive)
      reports = try noted.decodeIfPresent(String.self, forKey: .reports)
      try read(.rowRules, into: &rowRules)
      try read(.program, into: &program)
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
  /// The start in UTC, `20261123T020000Z`, with `-2` and so on appended if that name is taken.
  package let name: String
  package let command: Command
  /// Seconds since 1970, UTC.
  package let started: Int
  package var settings: Settings
  package var phase: Phase
  package var isPublished: Bool
  /// The entries of the inbox that were not taken, with the reasons.
  package var leftAlone: [LeftAlone]

  /// Whether it takes files from the inbox.
  package var looksIntoInbox: Bool { command != .report && settings.files == nil }

  package init(
    id: Int,
    name: String,
    command: Command,
    started: Int,
    settings: Settings,
    phase: Phase = .begun,
    isPublished: Bool = false,
    leftAlone: [LeftAlone] = []
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
