/// A fault that makes the borders between rows uncertain, so that the whole file is refused.
package struct StructureFault: Error, Equatable, Sendable {
  /// What is wrong.
  package var kind: Kind
  /// The physical line, as an editor counts lines.
  package var line: Int
  /// The number of the cell in its record, from 1; nil if it would not help to find the fault.
  package var column: Int?

  /// The ways in which a file can be broken.
  package enum Kind: Equatable, Sendable {
    /// A quote is opened and never closed.
    case openQuote
    /// A quote is inside a cell, or text follows the closing quote.
    ///
    /// `cellLine` is the line on which the cell begins. Often the cause is there: a quote that was
    /// not closed swallowed the lines in between.
    case strayQuote(cellLine: Int)
    /// A quote within the text is written `\"`, as in other CSV dialects.
    case backslashQuote
    /// A zero byte is in the text.
    case zeroByte
    /// From this offset on there are only zeros: the writer reserved the space but did not finish.
    case zeroTail(offset: Int, count: Int)
    /// The text is UTF-16 or UTF-32.
    case wideEncoding(WideEncoding)
    /// The file is in another format.
    case foreign(ForeignFormat)
    /// A cell is longer than `Limits.cell`.
    case cellTooLong
    /// A record is longer than `Limits.record`.
    case recordTooLong
    /// A record has more cells than `Limits.columns`.
    case tooManyColumns
    /// The file begins with more than `Limits.head` bytes of blank lines.
    case headerOutOfReach
  }

  package init(_ kind: Kind, line: Int, column: Int? = nil) {
    self.kind = kind
    self.line = line
    self.column = column
  }
}
