import Configuration
import MorningPage
import SafeText
import ServiceLayer

/// What needs a person, in groups, each with what to do.
struct MorningTodos {
  let groups: [OpenGroup]
  /// The summaries of the covered runs, oldest first.
  let summaries: [RunSummary]
  let hints: Hints
  let limits: NoticeLimits
  /// Files that were not imported in earlier nights and have not come again, each with its age.
  let failedBefore: [(file: FileImport, nights: Int)]

  func all() throws -> [Todo] {
    let rejected = groups.filter { $0.outcome == .rejected }
    let waiting = groups.filter {
      $0.outcome == .deferred && $0.nights >= limits.deferredNights
    }
    return try rejected.filter(\.isNew).map(refused)
      + failed
      + unmet
      + summaries.flatMap(\.needs).filter(\.isForThePage).map(Todo.init)
      + waiting.map(deferred)
      + rejected.filter { !$0.isNew }.map(leftOpen)
      + failedBefore.map(stillFailed)
  }

  private func refused(_ group: OpenGroup) throws -> Todo {
    try Todo(
      "\(rows(group)) refused: \(phrase(group))",
      remedy: remedy(group),
      example: example(group)
    )
  }

  private func leftOpen(_ group: OpenGroup) throws -> Todo {
    try Todo(
      """
      \(rows(group)) still open after \(counted(group.nights, "night")): \(phrase(group))
      """,
      remedy: remedy(group),
      example: example(group)
    )
  }

  private func stillFailed(_ file: FileImport, _ nights: Int) -> Todo {
    Todo(
      """
      \(file.name.displayed) not imported, and not come again after \(counted(nights, "night")): \
      \(file.reason)
      """,
      remedy: "failed/ has it, with the reason. Correct it, and drop it again."
    )
  }

  private func deferred(_ group: OpenGroup) throws -> Todo {
    try Todo(
      "\(rows(group)) not accepted after \(counted(group.nights, "night")): \(phrase(group))",
      remedy: """
        Drop \(RowRemedy.awaited([group.code])); if a name is mistyped, cancel such lines and order \
        them again. open.csv has each.
        """,
      example: example(group)
    )
  }

  /// Files that were not imported, by the reason.
  private var failed: [Todo] {
    let files = summaries.flatMap(\.files).filter { $0.state == FileImport.State.failed.rawValue }
    var reasons: [String] = []
    for file in files where !reasons.contains(file.reason) { reasons.append(file.reason) }
    return reasons.map { reason in
      let names = files.filter { $0.reason == reason }.map(\.file)
      let more = names.count > 3 ? " and \(names.count - 3) more" : ""
      return Todo(
        "\(names.prefix(3).joined(separator: ", "))\(more) not imported: \(reason)",
        remedy:
          "failed/ has \(names.count == 1 ? "it" : "each"), with the reason. Correct it, and drop it again."
      )
    }
  }

  /// Expectations that were not met in this night, or in interrupted nights that were finished with
  /// it.
  ///
  /// The last run has judged the earlier runs of its own night again.
  private var unmet: [Todo] {
    guard let last = summaries.last else { return [] }
    let began = RunName.started(last.run) ?? 0
    let interrupted = last.finishedFirst.filter { earlier in
      began - (RunName.started(earlier.run) ?? 0) >= CoveredRuns.seconds
    }.flatMap { earlier in
      earlier.unmet.map {
        Need(.expectation, "In run \(earlier.run): \($0.what)", remedy: $0.remedy)
      }
    }
    return (interrupted + last.overdue + last.unmet).map(Todo.init)
  }

  private func rows(_ group: OpenGroup) -> String {
    group.files == 1
      ? "\(counted(group.rows, "row")) of \(group.file.displayed)"
      : "\(counted(group.rows, "row")) in \(counted(group.files, "file"))"
  }

  private func phrase(_ group: OpenGroup) -> String {
    FaultCode.phrase(group.code, of: group.column)
  }

  private func remedy(_ group: OpenGroup) -> String {
    guard let file = group.rejectsFile else { return "open.csv has each." }
    let name = "rejects/\(file.displayed)"
    let place = file.sender == nil ? "" : ", into \(file.dropFolder)"
    if RowRemedy.isAmendment(group.code) {
      let those =
        group.rows == 1 ? "If the new quantity is meant, drop it" : "Drop those that are meant"
      return "\(those) again, from \(name), under a name that begins with amendments\(place)."
    }
    return group.files == 1
      ? "Correct \(group.rows == 1 ? "it" : "them") in \(name), and drop that file again\(place)."
      : "Correct them in \(name) and \(counted(group.files - 1, "other file")), and drop these again."
  }

  private func example(_ group: OpenGroup) throws -> String {
    let reason = try group.reason + hints.hint(code: group.code, value: group.value)
    let place = "\(group.file.displayed), line \(group.line)"
    return "\(group.rows == 1 ? "It is" : "The first is") \(place): \(reason)"
  }
}

extension RunSummary {
  /// The expectations that were not met, also in an `allot report`.
  fileprivate var unmet: [Need] { expectations.filter { $0.state == .human }.map(\.need) }
}

extension Need {
  /// Whether the page shows it as it is; the other kinds it finds by itself, with more about each.
  fileprivate var isForThePage: Bool { kind == .held || kind == .other }
}

extension Todo {
  /// What to do is a sentence of its own.
  fileprivate init(_ need: Need) {
    let remedy = need.remedy
    self.init(
      need.what,
      remedy: remedy.isEmpty ? "" : remedy.prefix(1).uppercased() + remedy.dropFirst() + "."
    )
  }
}
