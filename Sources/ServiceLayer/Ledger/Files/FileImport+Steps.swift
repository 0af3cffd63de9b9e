/// The state machine of a file in a run: its phase, its result, and the steps between.
extension FileImport {
  /// The progress of a run with a file; phases follow in this order and never go back.
  package enum Phase: String, Sendable {
    case chosen
    /// The whole file was read once, and its rows are being applied.
    case loading
    /// Its outcome is committed; the file still has to be moved.
    case complete
    /// The file is at its final path.
    case finished = "settled"
  }

  /// The result of a file.
  package enum State: String, Sendable {
    case imported, grown, duplicate, retried, failed, held
    /// Its first rows were done, but the rest could not be read; it has no digest.
    case brokenOff
    /// It disappeared from the inbox after it was chosen and before it was claimed.
    case gone

    /// Whether its rows were read, and each has an outcome.
    package var wasRead: Bool {
      switch self {
      case .imported, .grown, .retried, .brokenOff: true
      case .duplicate, .failed, .held, .gone: false
      }
    }

    /// Whether it is a file whose rows were read, not a retry.
    package var wasImported: Bool { wasRead && self != .retried }

    /// The word for it in files.csv and in the database.
    package var reported: String { self == .brokenOff ? State.imported.rawValue : rawValue }
  }

  // MARK: - Questions

  /// Whether it is a retry of deferred rows, not a file.
  package var isRetry: Bool { retryOf != nil }

  /// Whether it is a file that the run has not read yet, whether claimed or still in the inbox.
  package var isUnread: Bool { !isRetry && phase == .chosen }

  /// Whether it is a file that must be claimed: rows may have taken effect, and it is not moved to
  /// its final path yet.
  package var isInHand: Bool { !isRetry && (phase == .loading || phase == .complete) }

  /// Whether its outcome is committed.
  package var isDecided: Bool { phase == .complete || phase == .finished }

  /// Whether a file leaves the inbox.
  package var takesFile: Bool { !isRetry && state != .held && state != .gone }

  /// Whether the digest of its bytes is known, so that they can be compared with others.
  package var hasDigest: Bool { !sha256.isEmpty }

  // MARK: - Steps

  /// The same bytes were imported before, so there is nothing to do.
  package mutating func recogniseDuplicate(of first: FileImport) {
    state = .duplicate
    earlier = first.id
  }

  /// It begins with all bytes of an earlier file, so the rows of that file are skipped.
  package mutating func recogniseGrowth(from shorter: FileImport) {
    state = .grown
    earlier = shorter.id
    // A last row without a line end may have been continued, so it is read again.
    skippedRows = max(0, shorter.endsOpen ? shorter.rows - 1 : shorter.rows)
    doneRows = skippedRows
    counts.unchanged = skippedRows
  }

  /// The whole file was read, and its rows are now applied.
  package mutating func beginLoading() { phase = .loading }

  /// It cannot be read, and no row of it took effect.
  package mutating func fail(_ reason: String) {
    state = .failed
    self.reason = reason
  }

  /// It stays in the inbox for the next run; `needsHuman` if it was held before.
  package mutating func hold(_ reason: String, needsHuman: Bool) {
    state = .held
    self.reason = reason
    self.needsHuman = needsHuman
  }

  /// It disappeared from the inbox before the run could claim it.
  package mutating func vanish() { state = .gone }

  /// It could not be read to its end.
  ///
  /// Rows that took effect keep their counts. The digest is removed: the same bytes are then not a
  /// duplicate, and a longer file is not a grown one.
  ///
  /// - Returns: Whether rows took effect; otherwise the file counts as not read.
  package mutating func breakOff(_ reason: String) -> Bool {
    self.reason = reason
    sha256 = ""
    size = 0
    guard doneRows > skippedRows else {
      (rows, doneRows, counts, earlier) = (0, 0, RowCounts(), nil)
      return false
    }
    state = .brokenOff
    self.reason += ": \(doneRows) rows were done, the rest was not read"
    rows = doneRows
    needsHuman = true
    return true
  }

  /// Some rows of a file in `rejects/` did not come back with it; this is a warning.
  package mutating func lack(_ reason: String) { self.reason = reason }

  /// Its outcome is about to be committed.
  package mutating func decide() { phase = .complete }

  /// It was moved to its final path.
  package mutating func finish() { phase = .finished }
}
