package import ServiceLayer

/// A file that should arrive, and what to report if it does not arrive as usual.
package struct Expectation: Equatable, Sendable {
  /// How something is reported: as needing a human, as a warning, or not at all.
  package enum Level: String, CaseIterable, Sendable {
    case human, warn, ignore
  }

  /// How far the number of rows may differ from earlier nights.
  package struct RowRule: Equatable, Sendable {
    /// The largest difference, as a percentage of the median.
    package let percent: Int
    /// How many earlier nights are compared.
    package let nights: Int
    /// Whether only nights of the same weekday count.
    package let isSameWeekday: Bool

    package init(percent: Int, nights: Int = 20, isSameWeekday: Bool = false) {
      self.percent = percent
      self.nights = nights
      self.isSameWeekday = isSameWeekday
    }
  }

  /// The pattern as written, with the sender's folder; it is the name of the expectation.
  package let file: String
  package let sender: String?
  package let pattern: NamePattern
  package let weekdays: Set<Weekday>
  /// Days on which the file is not due, `YYYY-MM-DD`.
  package let except: Set<String>
  package let missing: Level
  package let rows: RowRule?
  package let duplicate: Level
  /// The line of the expectation in the configuration.
  package let line: Int

  static let keys = ["file", "on", "except", "missing", "rows", "duplicate"]
  static let rowKeys = ["within", "of-last", "same-weekday"]

  /// Whether the expectation applies to a file.
  package func matches(_ name: FileName) -> Bool {
    name.sender == sender && pattern.matches(name)
  }

  /// Whether the file should arrive on a day.
  package func isDue(on day: String, _ weekday: Weekday) -> Bool {
    weekdays.contains(weekday) && !except.contains(day)
  }

  /// Whether both expectations could apply to the same file.
  package func overlaps(_ other: Expectation) -> Bool {
    sender == other.sender && pattern.overlaps(other.pattern)
  }

  /// The name of the expectation in reports and metrics: `file`, safe to show.
  package var shownFile: String { shown(file) }
}

extension Expectation {
  init(_ table: ConfigurationTable, senders: [Sender]) throws {
    line = table.line
    let example = #"file = "acme/orders*.csv""#
    guard let file = try table.text("file", such: example) else {
      throw table.fault("an expectation needs a file: write \(example), with the sender's folder")
    }
    let parts = file.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    self.file = file
    sender = parts.count == 2 ? parts[0] : nil
    pattern = NamePattern(parts[parts.count - 1])
    guard parts.count <= 2, pattern.overlaps(NamePattern("*.csv")) else {
      throw table.fault("no file is called '\(shown(file))': write \(example)", at: "file")
    }
    if let sender, !senders.contains(where: { $0.name == sender }) {
      throw table.unknownSender(sender, among: senders.map(\.name), at: "file")
    }
    weekdays = try table.weekdays("on")
    except = try table.days("except")
    missing = try table.word("missing", Level.self) ?? .human
    duplicate = try table.word("duplicate", Level.self) ?? .human
    rows = try table.table("rows", keys: Self.rowKeys).map(RowRule.init)
  }

  /// Reads the list of expectations; no two may have the same pattern.
  static func list(in root: ConfigurationTable, senders: [Sender]) throws -> [Expectation] {
    var list: [Expectation] = []
    for table in try root.tables("expect", keys: keys) {
      let expectation = try Expectation(table, senders: senders)
      if let other = list.first(where: { $0.file.lowercased() == expectation.file.lowercased() }) {
        throw table.fault(
          "'\(expectation.shownFile)' is expected in line \(other.line) already: combine them",
          at: "file"
        )
      }
      list.append(expectation)
    }
    return list
  }
}

extension Expectation.RowRule {
  fileprivate init(_ table: ConfigurationTable) throws {
    guard let percent = try table.percent("within") else {
      throw table.fault("rows needs a percentage: write rows = { within = \"50 %\" }")
    }
    self.percent = percent
    nights = try table.integer("of-last", in: 5...100) ?? 20
    isSameWeekday = try table.flag("same-weekday") ?? false
  }
}

extension ConfigurationTable {
  /// The weekdays in a list; all weekdays if there is no list.
  fileprivate func weekdays(_ key: String) throws -> Set<Weekday> {
    guard let given = try texts(key, mayBeOne: false) else { return Set(Weekday.allCases) }
    let words = Weekday.allCases.map(\.rawValue)
    let days = try given.map { word in
      guard let day = Weekday(rawValue: word) else { throw unknown(word, among: words, at: key) }
      return day
    }
    guard !days.isEmpty else {
      throw fault("\(key) names no day: leave it out for all, or write on = [\"mon\"]", at: key)
    }
    return Set(days)
  }

  fileprivate func days(_ key: String) throws -> Set<String> {
    Set(
      try (texts(key, mayBeOne: false) ?? []).map { day in
        guard UTCTime.seconds(day + "T00:00:00Z") != nil else {
          throw fault("'\(shown(day))' is not a date: write it like \"2026-12-25\"", at: key)
        }
        return day
      }
    )
  }

  fileprivate func unknownSender(_ name: String, among names: [String], at key: String)
    -> ConfigurationFault
  {
    let near = name.nearest(among: names).map { "did you mean '\($0)'?" }
    return fault(
      "there is no sender '\(shown(name))': " + (near ?? "name it under [[sender]] first"),
      at: key
    )
  }
}
