import Configuration
import SafeText
package import ServiceLayer
package import SystemPackage

/// What a run did, for `summary.json` and for the terminal; the page Summary has each field.
package struct RunSummary: Equatable, Codable, Sendable {
  package struct File: Equatable, Codable, Sendable {
    package var file: String
    /// The sender; empty if the file came without one.
    package var sender = ""
    /// As other reports name it: `acme/orders.csv`.
    package var nameWithSender: String { sender.isEmpty ? file : "\(sender)/\(file)" }
    package var kind: String
    package var state: String
    package var sha256: String
    /// The character between its cells; empty if it is not known.
    package var delimiter = ""
    package var rows = 0
    package var applied = 0
    package var unchanged = 0
    package var deferred = 0
    package var rejected = 0
    package var blankRows = 0
    /// Rows that a rule of the configuration skips.
    package var unwantedRows = 0
    package var reason = ""
    package var warnings: [String] = []
  }

  package struct Counts: Equatable, Codable, Sendable {
    package var rows = 0
    package var applied = 0
    package var unchanged = 0
    package var deferred = 0
    package var rejected = 0

    package init(
      rows: Int = 0,
      applied: Int = 0,
      unchanged: Int = 0,
      deferred: Int = 0,
      rejected: Int = 0
    ) {
      self.rows = rows
      self.applied = applied
      self.unchanged = unchanged
      self.deferred = deferred
      self.rejected = rejected
    }
  }

  /// What earlier runs left open.
  package struct Open: Equatable, Codable, Sendable {
    package var rejected = 0
    package var deferred = 0
    /// How many nights ago the oldest of these rows came.
    package var nights = 0

    package init(rejected: Int = 0, deferred: Int = 0, nights: Int = 0) {
      self.rejected = rejected
      self.deferred = deferred
      self.nights = nights
    }
  }

  package struct Durations: Equatable, Codable, Sendable {
    package var importing = 0.0
    package var reporting = 0.0
  }

  /// Increased when a field of any answer for machines changes its meaning or is removed.
  package static let schemaNumber = 1

  package var schema = Self.schemaNumber
  package var run: String
  package var command: String
  /// `finished`, or `rehearsed` for a dry run.
  package var state = "finished"
  package var counts = Counts()
  package var open = Open()
  package var files: [File] = []
  /// The entries of the inbox that were not taken, with the reason.
  package var leftAlone: [String] = []
  package var warnings: [String] = []
  /// What a person must look at; not empty means exit code 1.
  package var needs: [Need] = []
  /// The results of the checks of expected files; those that need a human are also in `needs`.
  package var expectations: [ExpectationResult] = []
  /// The expected files: for the morning page and for monitoring, never in `summary.json`.
  package var expected: ExpectedFiles?
  /// The time zone of the readers.
  package var localTime = LocalTime.utc
  /// What exceeds a limit of the configuration.
  var overdue: [Need] = []
  /// Why rows would fail; only in a dry run, since other runs hand the rows back as files.
  package var faults: [FaultyRow]?
  /// In seconds.
  package var durations = Durations()
  /// Interrupted runs that were finished before this one.
  package var finishedFirst: [RunSummary] = []
  /// The name of the folder with the reports; nil if none were written.
  package var reports: String?
  /// The path of that folder on this machine: for the terminal, never in `summary.json`.
  package var reportsPath: FilePath?
  /// Why rows were rejected, the most frequent reason first: for the headline, never in
  /// `summary.json`.
  package var rejectionReasons: [String] = []
  /// The state after the run; nil if no reports were written.
  package var stock: StockState?

  private enum CodingKeys: String, CodingKey {
    case schema, run, command, state, counts, open, files, leftAlone, warnings, durations
    case finishedFirst, faults, reports, expectations
    case needs = "needsHuman"
  }

  init(
    _ run: Run,
    in store: any Store,
    isRehearsal: Bool,
    _ limits: NoticeLimits = NoticeLimits()
  ) throws {
    self.run = run.name
    command = run.command.rawValue
    let imports = try store.imports.imports(of: run)
    let open = try store.rows.openRows(before: run)
    self.open = Open(rejected: open.rejected, deferred: open.deferred, nights: open.nights)
    var needs = try HumanNeeds(run, in: store, isRehearsal: isRehearsal, limits)
    try needs.addRejections(of: imports)
    for file in imports {
      guard file.state != .gone else {
        warnings.append("\(file.name.displayed): it was gone before it could be taken")
        continue
      }
      let earlier = try EarlierRows(file, in: store)
      let reasons = [earlier?.told ?? "", file.reason].filter { !$0.isEmpty }
      files.append(File(file, reason: reasons.joined(separator: "; "), limits))
      counts.add(file)
      try needs.add(file, earlier)
    }
    self.needs = needs.all
    rejectionReasons = needs.reasons
  }
}

extension RunSummary {
  /// What a person must look at, one sentence each.
  package var needsHuman: [String] { needs.map(\.sentence) }

  /// Adds the results of expectations; those of an `allot report` are not new, so they need no
  /// human.
  mutating func add(_ expected: ExpectedFiles, isNight: Bool) {
    self.expected = expected
    expectations = expected.results
    guard isNight else { return }
    warnings += expectations.filter { $0.state == .warn }.map(\.need.sentence)
    needs += expectations.filter { $0.state == .human }.map(\.need)
  }

  /// Adds what exceeds a limit; in an `allot report` it is not new, so it needs no human.
  mutating func add(_ overdue: [Need], isNight: Bool) {
    self.overdue = overdue
    guard isNight else { return }
    needs += overdue
  }

  /// Adds the entries of the inbox that were not taken.
  mutating func add(_ found: [LeftAlone], _ limits: NoticeLimits = NoticeLimits()) {
    for found in found {
      guard found.isStray else {
        leftAlone.append(found.told)
        continue
      }
      var file = File(file: found.name, kind: "", state: "ignored", sha256: "")
      file.reason = found.reason
      files.append(file)
    }
    let again = found.filter(\.needsHuman).map(\.name)
    guard !again.isEmpty else { return }
    let most = 3
    let more = again.count > most ? " and \(again.count - most) more" : ""
    let reasons = Set(found.filter(\.needsHuman).map(\.reason))
    let reason =
      reasons.count == 1
      ? reasons.first ?? ""
      : "files.csv says why; allot takes files whose names end in .csv: move away what is not for it"
    let told = """
      \(again.prefix(most).joined(separator: ", "))\(more): not taken, and still in the inbox: \(reason)
      """
    switch limits.ignoredFiles {
    case .human: needs.append(Need(.other, told))
    case .warn: warnings.append(told)
    case .ignore: break
    }
  }
}

extension RunSummary.File {
  fileprivate init(_ import: FileImport, reason: String, _ limits: NoticeLimits) {
    file = `import`.name.withoutSender.displayed
    sender = `import`.name.sender ?? ""
    kind = `import`.kind?.rawValue ?? ""
    state = `import`.state.reported
    sha256 = `import`.sha256
    warnings = `import`.warnings
    self.reason = reason
    if let told = limits.told(`import`.counts.farOff, of: `import`) { warnings.append(told) }
    guard `import`.state.wasRead else { return }
    if !`import`.isRetry { delimiter = String(UnicodeScalar(`import`.delimiter)) }
    rows = `import`.rows
    applied = `import`.counts.applied
    unchanged = `import`.counts.unchanged
    deferred = `import`.counts.deferred
    rejected = `import`.counts.rejected
    blankRows = `import`.blankRows
    unwantedRows = `import`.unwantedRows
  }
}

extension RunSummary.Counts {
  fileprivate mutating func add(_ file: FileImport) {
    guard file.state.wasRead else { return }
    rows += file.rows
    applied += file.counts.applied
    unchanged += file.counts.unchanged
    deferred += file.counts.deferred
    rejected += file.counts.rejected
  }
}
