/// A fault that makes the borders of rows a guess, so that the whole file is refused.
package struct StructureFault: Error, Equatable, Sendable {
  /// What is wrong.
  package var kind: Kind
  /// The physical line, counted as an editor counts.
  package var line: Int
  /// The cell of the record, counted from 1, where that helps to find the place.
  package var column: Int?

  /// The ways in which a file can be broken.
  package enum Kind: Equatable, Sendable {
    /// A quote was opened and the file ended.
    case openQuote
    /// A quote stands inside a cell, or text follows the quote that closed it.
    ///
    /// `cellLine` is where the cell begins: often the cause, when a forgotten quote
    /// swallowed the lines between.
    case strayQuote(cellLine: Int)
    /// A zero byte stands in the text.
    case zeroByte
    /// From this offset on the file is zeros: its writer stopped, the space was already reserved.
    case zeroTail(offset: Int, count: Int)
    /// The text is UTF-16 or UTF-32.
    case wideEncoding(WideEncoding)
    /// A cell is longer than `Limits.cell`.
    case cellTooLong
    /// A record is longer than `Limits.record`.
    case recordTooLong
    /// A record has more cells than `Limits.columns`.
    case tooManyColumns
    /// The file begins with more than `Limits.head` bytes of blank lines.
    case headerOutOfReach
  }

  /// Names a fault and its place.
  package init(_ kind: Kind, line: Int, column: Int? = nil) {
    self.kind = kind
    self.line = line
    self.column = column
  }
}
