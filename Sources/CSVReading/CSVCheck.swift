/// The first pass over a file: its structure is sound, and this is how its lines add up.
///
/// It iterates the reader, so that the second pass cannot come to another verdict.
package struct CSVCheck: Equatable, Sendable {
  /// The names of the columns; nil when the file is empty or blank.
  package var header: CSVHeader?
  /// The lines of the whole file.
  package var counts: CSVCounts

  /// Reads the whole source; throws its first `StructureFault`, or what the source throws.
  package init(_ source: ByteSource, accepts: ([[UInt8]]) -> Bool) throws {
    let reader = try CSVReader(source, accepts: accepts)
    try reader.skip(to: .max)
    header = reader.header
    counts = reader.counts
  }
}
