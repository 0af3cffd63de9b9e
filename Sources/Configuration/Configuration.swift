package import ServiceLayer

/// The contents of a root's `allot.toml`: settings of runs, of reports and of senders.
///
/// An unknown key is a fault; it is never ignored.
package struct Configuration: Equatable, Sendable {
  /// The settings of a run; a setting is nil if the file does not have it.
  package struct RunSettings: Equatable, Sendable {
    /// How many reports are kept.
    package var keep: Int?
    /// For how many days a deferred row is tried again.
    package var deferDays: Int?
    /// For how many nights a rejected row stays open.
    package var forgetDays: Int?
    /// For how many seconds a file must be unchanged before it is taken.
    package var settle: Double?
  }

  /// The settings of reports; a setting is nil if the file does not have it.
  package struct ReportSettings: Equatable, Sendable {
    /// The character between cells.
    package var delimiter: Character?
    /// Whether a CSV file begins with a byte-order mark.
    package var hasByteOrderMark: Bool?
    /// Whether cells that look like formulas are written without a guarding apostrophe.
    package var rawCells: Bool?
  }

  /// For which files a note with the result is written into the inbox.
  package enum Results: String, CaseIterable, Sendable {
    /// For files that were not taken completely.
    case faulty
    case all
  }

  /// The file to which a run writes its metrics, for monitoring.
  package var metrics: String?
  /// The time zone of weekdays and of the dates that people read.
  package var localTime = LocalTime.utc
  package var results = Results.faulty
  package var run = RunSettings()
  package var report = ReportSettings()
  package var senders: [Sender] = []
  package var expectations: [Expectation] = []
  package var limits = NoticeLimits()

  /// Reads the text of a file.
  ///
  /// - Parameters:
  ///   - text: The TOML text.
  ///   - file: The name of the file, for messages.
  ///   - columns: Returns the columns that a kind of file can have.
  /// - Throws: `ConfigurationFault` for the first fault found.
  package init(
    _ text: String,
    from file: String,
    columns: (FileKind) -> [String]
  ) throws {
    let root = try ConfigurationTable(
      TOMLDocument(text, named: file).root,
      at: 1,
      of: file,
      called: "the file",
      keys: [
        "version", "timezone", "metrics", "results", "run", "report", "sender", "expect", "limits",
      ]
    )
    guard try root.integer("version", in: 0...(.max)) == 1 else {
      throw root.fault("this version of allot reads version = 1: write that first", at: "version")
    }
    metrics = try root.text("metrics", such: #"metrics = "/var/lib/node-exporter/allot.prom""#)
    results = try root.word("results", Results.self) ?? .faulty
    if let table = try root.table("run", keys: ["keep", "defer-days", "forget-days", "settle"]) {
      run = try RunSettings(table)
    }
    if let table = try root.table("report", keys: ["delimiter", "bom", "raw-cells"]) {
      report = try ReportSettings(table)
    }
    senders = try Sender.list(in: root, columns: columns)
    localTime = try root.localTime("timezone")
    expectations = try Expectation.list(in: root, senders: senders)
    limits = try root.table("limits", keys: NoticeLimits.keys).map(NoticeLimits.init) ?? limits
  }
}

extension Configuration.RunSettings {
  fileprivate init(_ table: ConfigurationTable) throws {
    keep = try table.integer("keep", in: SettingBounds.keep)
    deferDays = try table.integer("defer-days", in: SettingBounds.deferDays)
    forgetDays = try table.integer("forget-days", in: SettingBounds.forgetDays)
    settle = try table.number("settle", in: SettingBounds.settle)
  }
}

extension Configuration.ReportSettings {
  fileprivate init(_ table: ConfigurationTable) throws {
    if let given = try table.text("delimiter", such: #"delimiter = ";""#) {
      guard let delimiter = SettingBounds.delimiter(given) else {
        throw table.fault("delimiter takes \(SettingBounds.delimiters)", at: "delimiter")
      }
      self.delimiter = delimiter
    }
    hasByteOrderMark = try table.flag("bom")
    rawCells = try table.flag("raw-cells")
  }
}

extension Configuration {
  /// The rule for a file of a sender; nil if there is none.
  ///
  /// `name` is the name under which the file was first dropped: the name of a file that allot gave
  /// back has additions.
  package func rule(for name: FileName) -> FileRule? {
    senders.first { $0.name == name.sender }?.rules.first { $0.pattern.matches(name) }
  }
}
