import Domain
import ServiceLayer

/// Executes the rows of a file that may correct known values; the rows of all other files go to the
/// bus directly.
struct Correcting {
  private let amending: Amending?
  private let far: FarQuantities?

  /// Nil if the file corrects nothing, or if corrections need no check.
  init?(_ kind: FileKind, _ reading: FileReading?, _ layout: FileLayout, _ far: FarQuantities?) {
    amending = Amending(reading, layout)
    let corrects = kind == .quantities || kind == .amendments || amending != nil
    self.far = corrects ? far : nil
    guard amending != nil || self.far != nil else { return nil }
  }

  /// Executes a row, and records a quantity that is far from the known one.
  func handle(
    _ command: Command,
    from origin: Origin,
    with bus: MessageBus,
    in work: any UnitOfWork,
    counting counts: inout RowCounts
  ) throws -> Outcome {
    let isFar = try far?.areFar(command, in: work) == true
    let outcome =
      try amending?.handle(command, from: origin, with: bus, in: work, counting: &counts)
      ?? bus.handle(command, from: origin, in: work)
    if isFar, outcome == .applied { counts.farOff.note(line: origin.row.line) }
    return outcome
  }
}
