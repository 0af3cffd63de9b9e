/// The apostrophe that keeps a spreadsheet from running a cell: writers add it, readers remove it.
///
/// A text needs a guard if it begins like a formula, not counting leading apostrophes. A writer
/// adds one apostrophe to every such text, and a reader removes one. So what is read equals what
/// was written, even if the text began with an apostrophe of its own.
extension UnsafeBufferPointer<UInt8> {
  /// The cell without the spaces and tabs around it, and without its guarding apostrophe.
  package var unguarded: Self {
    let cell = trimmed
    guard cell.first == ASCII.apostrophe, cell.needsGuard else { return cell }
    return Self(rebasing: cell.dropFirst()).trimmed
  }

  /// Whether a spreadsheet would run the cell, with or without its leading apostrophes.
  var needsGuard: Bool {
    Self(rebasing: drop(while: { $0 == ASCII.apostrophe })).beginsFormula
  }

  /// Whether a spreadsheet would run the cell.
  ///
  /// Some programs drop leading spaces and would then run the formula after them.
  var beginsFormula: Bool {
    first { $0 != ASCII.space }.map(ASCII.beginsFormula) ?? false
  }
}

extension ASCII {
  static func beginsFormula(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"): true
    case tab, carriageReturn, lineFeed: true
    default: false
    }
  }
}
