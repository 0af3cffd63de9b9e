/// A file that should come, how it came this night, and in the nights before.
package struct ExpectedFile: Equatable, Sendable {
  /// What it was in a night.
  package enum Mark: Equatable, Sendable, CaseIterable {
    case came
    /// Nothing of it was read, or nothing new.
    case unread
    case missing
    /// It did not come, and need not.
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
  /// What there is to say of this night.
  package let reason: String
  /// The start of the last run that took one, in seconds since 1970; nil where none did.
  package let lastSeen: Int?
  /// Oldest first, this one as the last.
  package let nights: [Night]

  package init(file: String, isFaulty: Bool, reason: String, lastSeen: Int?, nights: [Night]) {
    self.file = file
    self.isFaulty = isFaulty
    self.reason = reason
    self.lastSeen = lastSeen
    self.nights = nights
  }
}
