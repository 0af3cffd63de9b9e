import Domain
import ServiceLayer

/// How the rows of a file are done that may correct what is known; the rows of all other files go to the
/// bus without a question more.
struct Correcting {
  private let amending: Amending?
  private let far: FarQuantities?

  /// Nil where the file corrects nothing, or nothing of it is looked at.
  init?(_ kind: FileKind, _ reading: FileReading?, _ layout: FileLayout, _ far: FarQuantities?) {
    amending = Amending(reading, layout)
    let corrects = kind == .quantities || kind == .amendments || amending != nil
    self.far = corrects ? far : nil
    guard amending != nil || self.far != nil else { return nil }
  }

  /// Does what a row asks for, and notes where that is far from what was known.
  func handle(
    _ command: Command,
    from origin: Origin,
    with bus: MessageBus,
    in work: any UnitOfWork,
    counting counts: inout RowCounts
  ) throws -> Outcome {
    let isFar = try far?.areFar(command, in: work) == true
    let outcome =
      try amending?.handle(command, from: origin, with: bus, in: work)
      ?? bus.handle(command, from: origin, in: work)
    if isFar, outcome == .applied { counts.farOff.note(line: origin.row.line) }
    return outcome
  }
}
