import Configuration
import Domain
import SafeText
import ServiceLayer

/// Gathers what a person must look at; the same need of many files is one sentence.
struct HumanNeeds {
  private let run: Run
  private let store: any Store
  private let isRehearsal: Bool
  private let cancelledLater: CancelledLater
  /// The columns that no earlier run has seen, by import.
  private let newColumns: [Int: Set<String>]
  private var rejections: [Need] = []
  /// Why rows were rejected, the most frequent reason first.
  private(set) var reasons: [String] = []
  private var others: [Need] = []
  /// The files that failed, grouped by reason.
  private var failed: [(reason: String, files: [String])] = []
  /// The files with rows that have been deferred for so many nights that it is reported, once.
  private var waiting = Waiting()
  /// The rows that ask for cancelled order lines, and the place of the first of them.
  private var calledOff: (rows: Int, files: [String], first: String) = (0, [], "")

  private struct Waiting {
    var rows = 0
    var files: [String] = []
    var codes: Set<String> = []
    /// How to take back such rows, if their kind allows it.
    var takingBack: String?
  }

  /// Rows that have been deferred for this many nights may never succeed.
  private let patientNights: Int
  /// The most names or groups that are listed; of the others only the number is given.
  private static let mostNames = 3
  private static let mostGroups = 20

  init(_ run: Run, in store: any Store, isRehearsal: Bool, _ limits: NoticeLimits) throws {
    patientNights = limits.deferredNights
    self.run = run
    self.store = store
    self.isRehearsal = isRehearsal
    cancelledLater = try CancelledLater(run, in: store)
    newColumns = try store.imports.newColumns(in: run)
  }

  var all: [Need] {
    let failures = failed.map {
      Need(.failed, "\(Self.named($0.files)): not imported: \($0.reason)")
    }
    return rejections + failures + [ofWaiting, ofCalledOff].compactMap(\.self) + others
  }

  private var ofWaiting: Need? {
    guard waiting.rows > 0 else { return nil }
    return Need(
      .deferred,
      """
      \(Self.named(waiting.files)): \(counted(waiting.rows, "row")) still deferred after \
      \(counted(patientNights, "night")): drop \(RowRemedy.awaited(waiting.codes))\
      \(waiting.takingBack.map { "; \($0)" } ?? ""); `allot rejects` names each
      """
    )
  }

  private var ofCalledOff: Need? {
    guard calledOff.rows > 0 else { return nil }
    let ask = calledOff.rows == 1 ? "asks for a line that was" : "ask for lines that were"
    return Need(
      .calledOff,
      """
      \(Self.named(calledOff.files)): \(counted(calledOff.rows, "row")) \(ask) cancelled (called-off), \
      first in \(calledOff.first): to order it again, put the row into an amendments file; otherwise \
      leave it out, or write called-off = "ignore" in a rule for its sender in allot.toml
      """
    )
  }

  /// Adds the rows that this run rejected, and the files that have them.
  mutating func addRejections(of imports: [FileImport]) throws {
    let groups = try store.rows.rejections(in: run)
    reasons = groups.map { FaultCode.phrase($0.code, of: $0.column) }
    for group in groups.prefix(Self.mostGroups) {
      let phrase = FaultCode.phrase(group.code, of: group.column)
      rejected(
        group.files == 1
          ? "\(group.file.displayed): \(counted(group.rows, "row")) rejected: \(phrase)"
          : "\(counted(group.rows, "row")) in \(counted(group.files, "file")) rejected: \(phrase)"
      )
    }
    let rest = groups.dropFirst(Self.mostGroups).reduce(0) { $0 + $1.rows }
    if rest > 0 { rejected("\(counted(rest, "row")) rejected for other reasons") }
    let files = imports.compactMap { $0.rejectsFile.map { "rejects/\($0.displayed)" } }
    guard !files.isEmpty, !isRehearsal else { return }
    let place = Self.place(to: imports.compactMap(\.rejectsFile))
    rejected("\(Self.correcting(groups.map(\.code)))\(place): \(Self.named(files))")
  }

  private mutating func rejected(_ text: String) { rejections.append(Need(.rejected, text)) }

  /// Where such files are dropped, unless that is the inbox itself.
  private static func place(to files: [FileName]) -> String {
    guard let first = files.first, files.contains(where: { $0.sender != nil }) else { return "" }
    return files.allSatisfy { $0.sender == first.sender }
      ? ", into \(first.dropFolder)" : " (each into its sender's folder in the inbox)"
  }

  /// What to do with the rows that wait in `rejects/`.
  private static func correcting(_ codes: [String]) -> String {
    let amending = codes.filter(RowRemedy.isAmendment)
    if amending.isEmpty { return "correct the rejected rows and drop them again" }
    return amending.count == codes.count
      ? "if the new quantities are meant, drop the rejected rows under a name that begins with amendments"
      : "correct the rejected rows and drop them again, new quantities of known order lines under a name "
        + "that begins with amendments"
  }

  mutating func add(_ file: FileImport, _ earlier: EarlierRows?) throws {
    let name = file.name.displayed
    if file.state == .failed {
      if let place = failed.firstIndex(where: { $0.reason == file.reason }) {
        failed[place].files.append(name)
      } else {
        failed.append((file.reason, [name]))
      }
    }
    if let earlier, earlier.mustBeCorrected { other("\(name): \(earlier.told)") }
    if file.state.wasRead, file.needsHuman { other("\(name): \(file.reason)") }
    if file.state == .held, file.needsHuman {
      others.append(Need(.held, "\(name): held: \(file.reason)"))
    }
    try addNewColumns(of: file)
    if file.state.wasRead, file.counts.calledOff.rows > 0,
      file.reading?.ignoresCalledOff != true
    {
      if calledOff.rows == 0 { calledOff.first = "\(name):\(file.counts.calledOff.firstLine)" }
      calledOff.rows += file.counts.calledOff.rows
      calledOff.files.append(name)
    }
    if let cancelled = try cancelledLater.told(of: file) { other(cancelled) }
    if let revived = Self.revived(file) { other(revived) }
    if let skipped = try store.rows.skipped(by: file.id) {
      other(Self.told(skipped, name))
    }
    if let twin = try LostZeros(store).told(of: file) { other(twin) }
    if try hasWaitedNow(file) {
      waiting.rows += file.counts.deferred
      waiting.files.append(name)
      waiting.codes.formUnion(try codes(ofDeferredRows: file))
      waiting.takingBack = waiting.takingBack ?? RowRemedy.takingBack(file.kind)
    }
  }

  private mutating func other(_ text: String) { others.append(Need(.other, text)) }

  /// Adds columns that are ignored for the first time: one of them may mark cancelled orders.
  private mutating func addNewColumns(of file: FileImport) throws {
    guard let new = newColumns[file.id], let kind = file.kind else { return }
    let names = try file.ignoredColumns().filter { new.contains($0.identity) }
      .map { "'\($0.shown)'" }
    guard !names.isEmpty else { return }
    let sender = file.name.sender.map { "of \($0) " } ?? ""
    other(
      """
      \(file.name.displayed): \(names.count == 1 ? "column" : "columns") \(Self.named(names)) \
      \(names.count == 1 ? "is" : "are") not used, and no \(kind) file \(sender)had \
      \(names.count == 1 ? "it" : "them") before: check that nothing in it matters, such as a \
      cancellation; this is reported once
      """
    )
  }

  /// Whether the rows of a retry have just reached the number of nights at which they are reported.
  private func hasWaitedNow(_ retry: FileImport) throws -> Bool {
    guard let first = retry.retryOf, retry.counts.deferred > 0,
      let came = try store.imports.find(first).flatMap(store.runs.run(of:)),
      run.nights(since: came) >= patientNights
    else { return false }
    let before = try store.imports.lastRetry(of: first, before: retry.id)
      .flatMap(store.runs.run(of:))
    return before.map { $0.nights(since: came) < patientNights } ?? true
  }

  /// The codes of what the rows of a retry wait for; only the first rows are read.
  private func codes(ofDeferredRows retry: FileImport) throws -> [String] {
    let rows = try store.rows.deferredRows(
      of: retry.retryOf ?? retry.id,
      notTriedSince: .max,
      limit: 1000
    )
    return rows.compactMap { $0.faults.last?.code }
  }

  /// Names the first row of a list of all orders that has ordered a cancelled line again.
  private static func revived(_ file: FileImport) -> String? {
    let revived = file.counts.revived
    guard file.state.wasRead, revived.rows > 0 else { return nil }
    let name = file.name.displayed
    let (lines, quantities, each) =
      revived.rows == 1
      ? ("a cancelled line", "it states another qty than the first order", "the line")
      : ("cancelled lines", "they state other quantities than the first orders", "such a line")
    return """
      \(name): \(counted(revived.rows, "row")) ordered \(lines) again (known = "amend"), first in \
      \(name):\(revived.firstLine): \(quantities); if \(each) is not wanted, cancel it again in a \
      cancellations file
      """
  }

  private static func told(_ skipped: SkippedOrderLines, _ file: String) -> String {
    let rest = skipped.lines > 1 ? " and \(counted(skipped.lines - 1, "more line"))" : ""
    return """
      \(file):\(skipped.line): skip-rows skips \
      '\(shownValue(skipped.orderID.rawValue.utf8))', '\(shownValue(skipped.sku.rawValue.utf8))'\
      \(rest), which \(skipped.lines == 1 ? "is" : "are") not cancelled: put cancelled lines into a \
      cancellations file; each line is reported once
      """
  }

  private static func named(_ files: [String]) -> String {
    let more = files.count > mostNames ? " and \(files.count - mostNames) more" : ""
    return files.prefix(mostNames).joined(separator: ", ") + more
  }
}
