/// The result of one check.
package struct Finding: Equatable, Codable, Sendable {
  package enum Grade: String, Codable, Sendable {
    case ok
    /// Worth knowing; nothing has to be done.
    case note
    case fault
  }

  /// Who must act on a fault; each has its exit code.
  package enum Trouble: String, Codable, Sendable {
    /// A person must look at something.
    case human
    /// The program has a bug, or something else changed its database.
    case program
    /// The disk or the database cannot be used.
    case unusable
  }

  package let grade: Grade
  /// What was checked, in a word or two.
  package let about: String
  package let text: String
  /// What to do about a fault; otherwise empty.
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
