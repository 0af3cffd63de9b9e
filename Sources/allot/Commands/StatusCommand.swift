import ArgumentParser
import Pipeline
import SafeText
import ServiceLayer

/// Shows the current state.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show on one screen how the last run went, what waits and what is open.",
    discussion: """
      The last run is the newest one that imported. What needs a human is what that run \
      reported, by the limits and expected files of the current configuration, which also names \
      the files that are expected next. \
      `allot why ORDERID` explains what waits; `allot rejects` lists what is open.
      """
  )

  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Folders") var places: InboxOptions

  func run() throws {
    let configuration = Result { try places.configuration()?.configuration }
    let status = try Stores.read(places.folders()) { store in
      try Answers(store).status((try? configuration.get()) ?? nil)
    }
    if output.json { return try JSONOutput.print(Status(hasRun: status != nil, status: status)) }
    Terminal.print(status?.text ?? "no run yet")
    // A user who may not read the configuration still gets the rest.
    if case .failure(let fault) = configuration {
      Terminal.complain("which files should come is not known: \(fault)")
    }
  }
}

private struct Status: Encodable {
  let hasRun: Bool
  let status: StatusAnswer?

  private enum Keys: CodingKey { case hasRun }

  func encode(to encoder: any Encoder) throws {
    try status?.encode(to: encoder)
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(hasRun, forKey: .hasRun)
  }
}

extension StatusAnswer {
  /// The answer for a person at a terminal.
  fileprivate var text: String {
    var facts = FactList()
    facts.add("run", lastRun?.text ?? "none yet")
    for need in lastRun?.needsHuman ?? [] { facts.add("human", need) }
    facts.add("orders", orders.text)
    facts.add("waits", waiting.text)
    if late.batches > 0 { facts.add("late", late.text) }
    facts.add("open", open.text)
    for file in expected { facts.add("next", file.text) }
    return facts.lines(indentedBy: 0).joined(separator: "\n")
  }
}

extension StatusAnswer.LastRun {
  fileprivate var text: String {
    let files = self.files.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    let rows = [
      (counts.applied, "applied"), (counts.unchanged, "unchanged"),
      (counts.deferred, "deferred"), (counts.rejected, "rejected"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    var parts = [files.isEmpty ? "no file" : "files: \(files.joined(separator: ", "))"]
    if !rows.isEmpty { parts.append("rows: \(rows.joined(separator: ", "))") }
    if !isFinished {
      parts.append("it is at work, or was interrupted: then the next run finishes it first")
    }
    return "\(run), \(command); " + parts.joined(separator: "; ")
  }
}

extension OrderCounts {
  fileprivate var text: String {
    "\(complete) complete, \(partly) partly allocated, \(waiting) waiting"
  }
}

extension StatusAnswer.Late {
  fileprivate var text: String {
    let batches = batches == 1 ? "1 batch" : "\(batches) batches"
    return """
      \(batches) not reported as arrived though the day has passed, with \
      \(counted(promised, "unit")) promised; an etas file with an empty eta reports an arrival
      """
  }
}

extension StatusAnswer.Waiting {
  fileprivate var text: String {
    guard lines > 0 else { return "no line" }
    let age =
      nights == 0 ? "since the last night" : "the first of them for \(counted(nights, "night"))"
    return """
      \(counted(lines, "line")) of \(counted(skus, "product")), \(counted(units, "unit")), \(age)
      """
  }
}

extension RunSummary.Open {
  fileprivate var text: String {
    let kinds = [(rejected, "rejected"), (deferred, "deferred")].filter { $0.0 > 0 }
    guard !kinds.isEmpty else { return "no row" }
    let rows = kinds.map { "\(counted($0.0, "row")) \($0.1)" }.joined(separator: ", ")
    let age = nights == 0 ? "since the last night" : "the oldest for \(counted(nights, "night"))"
    return "\(rows), \(age); `allot rejects` lists them"
  }
}
