package import ServiceLayer

/// A rule of the configuration for some files of a sender: which files, and how to read them.
package struct FileRule: Equatable, Sendable {
  package let pattern: NamePattern
  package let kind: FileKind
  package let reading: FileReading
  /// The line of the rule in the configuration.
  package let line: Int

  static let keys = [
    "match", "kind", "columns", "ignore", "skip-rows", "delimiter", "encoding", "skip-lines",
    "numbers", "dates", "stop-above", "known", "called-off",
  ]

  /// Reads a rule; `columns` returns the columns that a kind of file can have.
  init(_ table: ConfigurationTable, columns: (FileKind) -> [String]) throws {
    line = table.line
    guard let match = try table.text("match", such: #"match = "orders*.csv""#) else {
      throw table.fault(#"a rule needs the names of its files: write match = "orders*.csv""#)
    }
    pattern = NamePattern(match)
    guard !match.contains("/"), pattern.overlaps(NamePattern("*.csv")) else {
      throw table.fault("no file is called '\(shown(match))': names end in .csv", at: "match")
    }
    kind = try Self.kind(table, match)
    reading = try FileReading(table, kind, columns: columns(kind))
  }

  private static func kind(_ table: ConfigurationTable, _ match: String) throws -> FileKind {
    let kinds = FileKind.allCases.map(\.rawValue)
    guard let given = try table.text("kind", such: #"kind = "orders""#) else {
      let named = kinds.first { match.lowercased().hasPrefix($0) }
      guard let kind = named.flatMap(FileKind.init) else {
        throw table.fault(
          "the names do not say what the files hold: write kind = "
            + kinds.map { "\"\($0)\"" }.joined(separator: ", or "),
          at: "match"
        )
      }
      return kind
    }
    guard let kind = FileKind(rawValue: given) else {
      throw table.unknown(given, among: kinds, at: "kind")
    }
    return kind
  }

  /// Reads the rules of a sender; no two may match the same file name.
  static func list(in sender: ConfigurationTable, columns: (FileKind) -> [String]) throws
    -> [FileRule]
  {
    var rules: [FileRule] = []
    for table in try sender.tables("file", keys: keys) {
      let rule = try FileRule(table, columns: columns)
      if let other = rules.first(where: { $0.pattern.overlaps(rule.pattern) }) {
        throw table.fault(
          """
          some files would match both '\(shown(rule.pattern.description))' and \
          '\(shown(other.pattern.description))' of line \(other.line): make the names differ
          """,
          at: "match"
        )
      }
      rules.append(rule)
    }
    return rules
  }
}

extension FileReading {
  fileprivate init(_ table: ConfigurationTable, _ kind: FileKind, columns names: [String]) throws {
    self.init()
    if let columns = try table.table("columns", keys: names) {
      for name in names {
        guard let given = try columns.texts(name, mayBeOne: true) else { continue }
        guard !given.isEmpty, !given.contains("") else {
          throw columns.fault("\(name) names no column", at: name)
        }
        guard given.count == 1 || !["qty", "eta"].contains(name) else {
          throw columns.fault("\(name) is one column: only ids are joined", at: name)
        }
        self.columns[name] = given
      }
    }
    ignoredColumns = try table.texts("ignore", mayBeOne: false) ?? []
    unwantedRows = try table.lists("skip-rows")
    foldsUnwantedRows = !unwantedRows.isEmpty
    if let given = try table.text("delimiter", such: #"delimiter = ";""#) {
      guard let delimiter = SettingBounds.delimiter(given) else {
        throw table.fault("delimiter takes \(SettingBounds.delimiters)", at: "delimiter")
      }
      self.delimiter = delimiter.asciiValue
    }
    encoding = try table.word("encoding", TextEncoding.self) ?? .utf8
    linesBeforeHeader = try table.integer("skip-lines", in: 0...1000) ?? 0
    numbers = try table.word("numbers", NumberForm.self)
    if let pattern = try table.text("dates", such: #"dates = "DD.MM.YYYY""#) {
      guard let dates = DateForm(rawValue: pattern) else {
        throw table.fault(
          "'\(shown(pattern))' is not a date format: write it like DD.MM.YYYY or MM/DD/YY",
          at: "dates"
        )
      }
      self.dates = dates
    }
    mostFaultyPercent = try table.percent("stop-above")
    amends = try table.word("known", Known.self) == .amend
    guard !amends || kind == .orders || kind == .batches else {
      throw table.fault("known = \"amend\" is only for orders and batches", at: "known")
    }
    ignoresCalledOff = try table.word("called-off", CalledOff.self) == .ignore
    guard !ignoresCalledOff || kind == .orders else {
      throw table.fault("called-off is only for orders", at: "called-off")
    }
  }

  /// Whether a human is told that rows order lines that were cancelled.
  private enum CalledOff: String, CaseIterable { case tell, ignore }

  /// What happens to a known order line or batch that is stated with other values.
  private enum Known: String, CaseIterable { case reject, amend }
}
