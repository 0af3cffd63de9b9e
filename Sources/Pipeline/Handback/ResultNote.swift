import Domain
import SafeText
import ServiceLayer

/// The result of a file, in plain text for the person who dropped it.
///
/// It is made only from the ledger, so it can be made again after a crash.
struct ResultNote {
  /// How the first line begins.
  enum Verdict: String {
    case taken = "TAKEN"
    case partlyTaken = "PARTLY TAKEN"
    case notTaken = "NOT TAKEN"
    case seenBefore = "SEEN BEFORE"
    case waits = "WAITS"
  }

  let verdict: Verdict
  /// The text after the verdict: how many rows were taken, were refused or wait.
  private let counts: String
  /// The file's name as people see it.
  private let file: String
  private let run: Run
  /// Remarks on the file as a whole.
  private var why: [String] = []
  /// Rows with their line and what is wrong with them.
  private var rows: [String] = []
  private var moreRows = 0
  private var todo: [String] = []

  /// The most rows that are listed; the rejects file has all of them.
  private static let mostRows = 50

  var text: String {
    var lines = ["\(verdict.rawValue): \(counts)", "\(file), run \(run.name)"]
    func add(_ paragraph: [String]) {
      if !paragraph.isEmpty { lines += [""] + paragraph }
    }
    add(why)
    add(rows + (moreRows > 0 ? ["and \(counted(moreRows, "more row"))"] : []))
    add(["What to do:"] + todo.map { "- \($0)" })
    return lines.joined(separator: "\n") + "\n"
  }

  /// Makes the note of a file; nil if none is needed.
  ///
  /// For example, a completely taken file needs none unless all files get a note.
  init?(_ imported: FileImport, of run: Run, in store: any Store, tellsAll: Bool) throws {
    let verdict: Verdict
    let earlier = try EarlierRows(imported, in: store)
    switch imported.state {
    case .failed:
      (verdict, counts) = (.notTaken, "no row of it took effect")
      why = [imported.reason]
      todo = ["Correct the file and drop it again."]
    case .held:
      (verdict, counts) = (.waits, "no row of it was read yet")
      why = [imported.reason]
      todo = ["The next night tries it again. If this note comes again, correct what it says."]
    case .duplicate:
      (verdict, counts) = (.seenBefore, "no row of it was done again")
      why = [earlier?.told ?? imported.reason]
      todo =
        earlier?.mustBeCorrected == true
        ? [] : ["Nothing, if it was dropped twice by mistake."]
      todo.append("If it is another delivery with the same rows, tell the person who runs allot.")
    case .gone: return nil
    case .imported, .grown, .retried, .brokenOff:
      let found = Self.verdict(on: imported, mustBeCorrected: earlier?.mustBeCorrected == true)
      let isNews = found != .taken && (imported.state != .retried || found == .notTaken)
      guard let found, tellsAll || isNews else { return nil }
      verdict = found
      counts = Self.counts(of: imported)
      why = [imported.reason, earlier?.told ?? ""].filter { !$0.isEmpty }
    }
    if let earlier, earlier.mustBeCorrected {
      let files = earlier.rejectsFiles.map(\.withoutSender.displayed).joined(separator: ", ")
      todo.insert(
        "Correct the rows that still wait in \(files.isEmpty ? "rejects/" : files), and drop that as it is.",
        at: 0
      )
    }
    self.verdict = verdict
    self.run = run
    file = imported.name.displayed
    if imported.state.wasRead { try add(rowsOf: imported, in: store) }
    why += imported.warnings.map { "Note: \($0)" }
    if let skipped = try store.rows.skipped(by: imported.id) {
      let lines = counted(skipped.lines, "order line")
      why.append("Note: skip-rows skips rows of \(lines) that are not cancelled")
    }
  }

  /// Makes the note of a file in the inbox that is not taken.
  init(_ stray: LeftAlone, of run: Run) {
    verdict = .notTaken
    counts = "it is still where it was dropped"
    file = stray.name
    self.run = run
    why = [stray.reason]
    todo = ["Only files whose names end in .csv are taken: take it away, or drop such a file."]
  }

  private static func verdict(on file: FileImport, mustBeCorrected: Bool) -> Verdict? {
    let counts = file.counts
    if file.state == .retried {
      if counts.rejected > 0 { return .notTaken }
      guard counts.applied + counts.unchanged > 0 else { return nil }
      return counts.deferred > 0 ? .partlyTaken : .taken
    }
    let lacksRows = file.state != .brokenOff && !file.reason.isEmpty
    guard
      counts.rejected + counts.deferred > 0 || file.state == .brokenOff || mustBeCorrected
        || lacksRows
    else { return .taken }
    if counts.applied + counts.unchanged > 0 || mustBeCorrected { return .partlyTaken }
    return counts.deferred > 0 ? .waits : .notTaken
  }

  private static func counts(of file: FileImport) -> String {
    let counts = file.counts
    let taken = counts.applied + counts.unchanged
    if file.state == .retried {
      if counts.rejected > 0 {
        return
          "\(counted(counts.rejected, "row")) that had waited \(areOrIs(counts.rejected)) refused"
      }
      let rest =
        counts.deferred > 0
        ? ", \(counts.deferred) still \(counts.deferred == 1 ? "waits" : "wait")" : ""
      return "\(counted(taken, "row")) that had waited \(areOrIs(taken)) taken\(rest)"
    }
    var parts = ["\(taken) of \(counted(file.rows, "row")) taken"]
    if counts.rejected > 0 { parts.append("\(counts.rejected) refused") }
    if counts.deferred > 0 {
      parts.append("\(counts.deferred) \(counts.deferred == 1 ? "waits" : "wait")")
    }
    return parts.joined(separator: ", ")
  }

  private static func areOrIs(_ rows: Int) -> String { rows == 1 ? "is" : "are" }

  /// Adds the rows that were refused or wait, and what to do about them.
  private mutating func add(rowsOf file: FileImport, in store: any Store) throws {
    var found = try Self.rejected(in: file, store)
    let tellsWaiting = file.retryOf == nil || verdict == .partlyTaken
    if tellsWaiting, file.counts.deferred > 0 {
      found += try store.rows.deferredRows(
        of: file.retryOf ?? file.id,
        notTriedSince: .max,
        limit: Self.mostRows
      ).filter { $0.triedIn == file.id }
      let last = UTCTime.day(
        run.started + run.settings.deferDays * UTCTime.secondsOfADay
      )
      // For rows that are retried, days count from the night in which they came.
      let end = file.retryOf == nil ? " until \(last), and then refused" : ""
      let codes = found.filter { $0.outcome == .deferred }.compactMap { $0.faults.last?.code }
      todo.append(
        """
        For the rows that wait, drop \(RowRemedy.awaited(codes)): they are tried again each night\(end)\
        \(RowRemedy.takingBack(file.kind).map { "; \($0)" } ?? "").
        """
      )
    }
    if let rejects = file.rejectsFile { todo = correcting(found, rejects, of: file) + todo }
    if file.state != .brokenOff, !file.reason.isEmpty {
      todo.append(
        "Send the rows that are missing, too, once they are corrected; if nobody wants them, do nothing."
      )
    }
    if verdict == .taken {
      todo = ["Nothing."]
    } else if todo.isEmpty {
      todo = ["Correct what it says, and drop the file again."]
    }
    let told = file.counts.rejected + (tellsWaiting ? file.counts.deferred : 0)
    let hints = Hints(store.reports)
    rows = try found.sorted { $0.source.line < $1.source.line }.prefix(Self.mostRows).map { row in
      let waits = row.outcome == .deferred ? "waits: " : ""
      let reasons = try row.faults.map(hints.reason).joined(separator: "; ")
      return "line \(row.source.line): \(waits)\(reasons)"
    }
    moreRows = max(0, told - rows.count)
  }

  /// What to do with the refused rows in the file beside the note.
  private func correcting(
    _ found: [KeptRow],
    _ rejects: FileName,
    of file: FileImport
  ) -> [String] {
    let refused = found.filter { $0.outcome == .rejected }
    let amending = refused.filter { $0.faults.contains { RowRemedy.isAmendment($0.code) } }.count
    let name = rejects.withoutSender.displayed
    let others = amending > 0 ? "other refused" : "refused"
    var todo: [String] = []
    if amending > 0 {
      let rows = amending < file.counts.rejected ? "the rows in it that do so" : "that file"
      todo.append(
        """
        If the new quantities of known order lines in \(name), which is beside this note, are meant, \
        drop \(rows) as \(RowRemedy.amendmentsName(rejects)): orders change no known line, amendments do.
        """
      )
    }
    if amending < file.counts.rejected {
      todo.append(
        """
        Correct the \(others) rows in \(name), which is beside this note, and drop that file as it is.
        """
      )
    }
    return todo
  }

  private static func rejected(in file: FileImport, _ store: any Store) throws -> [KeptRow] {
    struct Enough: Error {}
    var found: [KeptRow] = []
    do {
      try store.rows.rejectedRows(triedIn: file.id) { row in
        found.append(row)
        if found.count == mostRows { throw Enough() }
      }
    } catch is Enough {}
    return found
  }
}
