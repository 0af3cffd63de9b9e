/// The sizes past which a file is refused, so that memory stays constant whatever it holds.
package enum Limits {
  /// The longest cell, in bytes.
  package static let cell = 64 << 10
  /// The longest record, in bytes as they stand in the file, quotes and line end included.
  package static let record = 1 << 20
  /// The most cells in one record.
  package static let columns = 1000

  /// The longest record that a writer makes of one that was read: each cell may have got quotes.
  static let keptRecord = record + 2 * columns + 1
  /// How much is read at a time, and how much a writer holds back.
  static let block = 64 << 10
  /// How far into the file its header may end: a longest record, and a block of blank lines.
  static let head = record + block
}
