import ServiceLayer
package import SystemPackage

/// What a run did, for `summary.json` and for the terminal; the README describes each field.
package struct RunSummary: Equatable, Codable, Sendable {
  package struct File: Equatable, Codable, Sendable {
    package var file: String
    package var kind: String
    package var state: String
    package var sha256: String
    /// What stands between its cells; empty where that was not found out.
    package var delimiter = ""
    package var rows = 0
    package var applied = 0
    package var unchanged = 0
    package var deferred = 0
    package var rejected = 0
    package var blankRows = 0
    package var reason = ""
    package var warnings: [String] = []
  }

  package struct Counts: Equatable, Codable, Sendable {
    package var rows = 0
    package var applied = 0
    package var unchanged = 0
    package var deferred = 0
    package var rejected = 0
  }

  package struct Durations: Equatable, Codable, Sendable {
    package var importing = 0.0
    package var reporting = 0.0
  }

  package var run: String
  package var command: String
  /// `finished`, or `rehearsed` for a dry run.
  package var state = "finished"
  package var counts = Counts()
  package var files: [File] = []
  /// What lies in the inbox and was not taken, with the reason.
  package var leftAlone: [String] = []
  package var warnings: [String] = []
  /// What a person must look at, one sentence each; not empty means exit code 1.
  package var needsHuman: [String] = []
  /// In seconds.
  package var durations = Durations()
  /// Runs that had been interrupted and were finished before this one.
  package var finishedFirst: [RunSummary] = []
  /// The name of the reports' folder, among the others; nil where none were written.
  package var reports: String?
  /// Where that folder lies on this machine: for whoever is told here and now, and never published.
  package var reportsPath: FilePath?

  private enum CodingKeys: CodingKey {
    case run, command, state, counts, files, leftAlone, warnings, needsHuman, durations
    case finishedFirst, reports
  }

  init(_ run: Run, imports: [Import], earlier: (Int) throws -> (Import, Run)?) throws {
    self.run = run.name
    command = run.command.rawValue
    for file in imports where file.state != .gone {
      files.append(try File(file, earlier: earlier))
      counts.add(file)
    }
    for file in imports {
      let name = file.name.displayed
      if file.state == .gone {
        warnings.append("\(name): it was gone before it could be taken")
      }
      if file.counts.rejected > 0 {
        needsHuman.append(
          "\(name): \(file.counts.rejected) rows rejected; they wait in rejects/ to be mended"
        )
      }
      if file.state == .failed {
        needsHuman.append("\(name): not imported: \(file.reason)")
      }
      if file.state.wasRead, file.needsHuman { needsHuman.append("\(name): \(file.reason)") }
      if file.state == .held, file.needsHuman {
        needsHuman.append("\(name): held for the second time: \(file.reason)")
      }
    }
  }
}

extension RunSummary.File {
  fileprivate init(
    _ import: Import,
    earlier: (Int) throws -> (Import, Run)?
  ) throws {
    file = `import`.name.displayed
    kind = `import`.kind?.rawValue ?? ""
    state = `import`.state.rawValue
    sha256 = `import`.sha256
    warnings = `import`.warnings
    reason = `import`.reason
    if let id = `import`.earlier, let (first, run) = try earlier(id) {
      reason =
        `import`.state == .grown
        ? "its first \(`import`.skippedRows) rows came in run \(run.name)"
        : "the same bytes came first as \(first.name.displayed) in run \(run.name)"
    }
    guard `import`.state.wasRead else { return }
    if `import`.retryOf == nil { delimiter = String(UnicodeScalar(`import`.delimiter)) }
    rows = `import`.rows
    applied = `import`.counts.applied
    unchanged = `import`.counts.unchanged
    deferred = `import`.counts.deferred
    rejected = `import`.counts.rejected
    blankRows = `import`.blankRows
  }
}

extension RunSummary.Counts {
  fileprivate mutating func add(_ file: Import) {
    guard file.state.wasRead else { return }
    rows += file.rows
    applied += file.counts.applied
    unchanged += file.counts.unchanged
    deferred += file.counts.deferred
    rejected += file.counts.rejected
  }
}
