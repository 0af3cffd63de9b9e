/// A file that should come, and whether it came in this night and in earlier ones.
package struct ExpectedFile: Equatable, Sendable {
  /// The result of a night.
  package enum Mark: Equatable, Sendable, CaseIterable {
    case came
    /// It came, but no row of it was read, or no new row.
    case unread
    case missing
    /// It did not come, and was not due.
    case notDue
  }

  package struct Night: Equatable, Sendable {
    /// Seconds since 1970.
    package let started: Int
    package let mark: Mark

    package init(started: Int, mark: Mark) {
      self.started = started
      self.mark = mark
    }
  }

  /// The pattern of its names.
  package let file: String
  /// Whether a check of it did not pass.
  package let isFaulty: Bool
  /// What was found this night.
  package let reason: String
  /// The start of the last run that took one, in seconds since 1970; nil if none did.
  package let lastSeen: Int?
  /// Oldest first; the last is this night.
  package let nights: [Night]

  package init(file: String, isFaulty: Bool, reason: String, lastSeen: Int?, nights: [Night]) {
    self.file = file
    self.isFaulty = isFaulty
    self.reason = reason
    self.lastSeen = lastSeen
    self.nights = nights
  }
}
