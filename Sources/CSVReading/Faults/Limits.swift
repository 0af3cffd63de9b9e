/// The limits beyond which a file is refused, so that memory stays constant for any file.
package enum Limits {
  /// The longest cell, in bytes.
  package static let cell = 64 << 10
  /// The longest record, in bytes of the file, with quotes and line end.
  package static let record = 1 << 20
  /// The most cells in one record.
  package static let columns = 1000

  /// The longest record that a writer makes from one that was read: it may add quotes to each cell.
  static let keptRecord = record + 2 * columns + 1
  /// How much is read at a time, and how much a writer buffers.
  static let block = 64 << 10
  /// How far into the file the header may end: the longest record, after a block of blank lines.
  static let head = record + block
}
