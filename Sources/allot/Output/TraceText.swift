import Pipeline
import SafeText
import ServiceLayer

extension FileAnswer {
  /// The answer for a person at a terminal.
  var text: String {
    let names = [file, kind, imports.first?.rows ?? 0 > 0 ? delimiterName : ""]
    let rows = imports.count == 1 ? imports.first.map { [counted($0.rows, "row")] } ?? [] : []
    var text = [(names.filter { !$0.isEmpty } + rows).joined(separator: ", ")]
    text += imports.map { "  run \($0.run)  \($0.text(isOnly: imports.count == 1))" }
    if let today {
      let told = [
        (today.allocated, "allocated"), (today.waiting, today.waiting == 1 ? "waits" : "wait"),
        (today.cancelled, "cancelled"),
      ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
      text.append("  today    " + told.joined(separator: ", "))
    }
    return text.joined(separator: "\n")
  }

  private var delimiterName: String {
    switch delimiter {
    case ",": "comma"
    case ";": "semicolon"
    case "\t": "tab"
    default: shown(delimiter)
    }
  }
}

extension FileAnswer.Import {
  fileprivate func text(isOnly: Bool) -> String {
    let counts = [
      (applied, "applied"), (unchanged, "unchanged"), (deferred, "deferred"),
      (rejected, "rejected"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    var parts = [state + (counts.isEmpty ? "" : ": " + counts.joined(separator: ", "))]
    if !isOnly, rows > 0 { parts[0] += " of \(counted(rows, "row"))" }
    if !reason.isEmpty { parts.append(reason) }
    if let place { parts.append(place) }
    if let rejectsFile { parts.append("rejects/\(rejectsFile)") }
    return parts.joined(separator: "; ")
  }
}

extension RowAnswer {
  /// The answer for a person at a terminal.
  var text: String {
    let cells = cells.map { "\($0.column) \($0.value)" }.joined(separator: ", ")
    let run = otherRuns.isEmpty ? "" : ", run \(run)"
    let head = "\(file), line \(line)\(run)" + (cells.isEmpty ? "" : ": \(cells)")
    var facts = FactList()
    facts.add("outcome", outcome.text(withRun: true))
    facts.add("back as", backAs.map { "rejects/\($0)" })
    for row in mended {
      facts.add("mended", "\(row.row.told): \(row.outcome.text(withRun: false))")
    }
    facts.add("now", now)
    if let newest = otherRuns.first {
      facts.add(
        "others",
        "\(counted(otherRuns.count, "other import")) of this name, the newest in run \(newest); "
          + "--run picks one"
      )
    }
    return ([head] + facts.lines(indentedBy: 2)).joined(separator: "\n")
  }
}

extension RowAnswer.Outcome {
  fileprivate func text(withRun: Bool) -> String {
    let reasons = faults.map(\.reason).joined(separator: "; ")
    let codes = faults.map(\.code).joined(separator: " ")
    var text =
      switch state {
      case .applied: "applied"
      case .unchanged: note.isEmpty ? "unchanged: nothing had to change" : "unchanged"
      case .deferred: "deferred (\(codes)): \(reasons); it is tried again each night"
      case .rejected: "rejected (\(codes)): \(reasons)"
      case .appliedOrUnchanged: "applied or unchanged"
      case .knownBefore: "unchanged"
      case .notRead: "not read: the run was interrupted before it, or is not done"
      case .interrupted:
        "interrupted, or still running: the next run continues where this one stopped"
      case .header: "it is the header"
      case .blank: "it is blank, and was skipped"
      case .fileNotTaken: "not done"
      case .untold: "not known"
      }
    if withRun, state == .applied, let run { text += ", run \(run)" }
    return note.isEmpty ? text : "\(text); \(note)"
  }
}
