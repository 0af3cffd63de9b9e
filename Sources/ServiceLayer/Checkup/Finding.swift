/// One thing that a checkup looked at, and what it found.
package struct Finding: Equatable, Codable, Sendable {
  package enum Grade: String, Codable, Sendable {
    case ok
    /// Good to know; nothing must be done.
    case note
    case fault
  }

  /// Whom a fault is for; each has its exit code.
  package enum Trouble: String, Codable, Sendable {
    /// A person must look at something.
    case human
    /// The program, or whoever changed its database, did wrong.
    case program
    /// Disk or database cannot be used.
    case unusable
  }

  package let grade: Grade
  /// What was looked at, in a word or two.
  package let about: String
  package let text: String
  /// What to do about a fault; empty else.
  package let remedy: String
  package let trouble: Trouble?

  private init(
    _ grade: Grade,
    _ about: String,
    _ text: String,
    _ remedy: String,
    _ trouble: Trouble?
  ) {
    self.grade = grade
    self.about = about
    self.text = text
    self.remedy = remedy
    self.trouble = trouble
  }

  package static func ok(_ about: String, _ text: String) -> Finding {
    Finding(.ok, about, text, "", nil)
  }

  package static func note(_ about: String, _ text: String) -> Finding {
    Finding(.note, about, text, "", nil)
  }

  package static func fault(
    _ about: String,
    _ text: String,
    _ trouble: Trouble = .human,
    do remedy: String
  ) -> Finding {
    Finding(.fault, about, text, remedy, trouble)
  }
}
