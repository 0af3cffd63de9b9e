import CLibCSV
import Glibc

/// A libcsv parser, strict, and the cells it has found.
///
/// One per file: after an error libcsv cannot be trusted with more input.
struct CellParser: ~Copyable {
  /// Why libcsv went no further.
  enum Stop {
    case misplacedQuote
    case openQuote
    case excess(CellCollector.Excess)
  }

  private let parser = UnsafeMutablePointer<csv_parser>.allocate(capacity: 1)
  let cells = UnsafeMutablePointer<CellCollector>.allocate(capacity: 1)

  init(_ delimiter: Delimiter) {
    parser.initialize(to: csv_parser())
    cells.initialize(to: CellCollector())
    csv_init(parser, UInt8(CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL))
    csv_set_delim(parser, delimiter.rawValue)
    csv_set_blk_size(parser, Self.bufferSize)
    csv_set_realloc_func(parser) { $1 > CellParser.bufferSize ? nil : realloc($0, $1) }
  }

  deinit {
    csv_free(parser)
    parser.deallocate()
    cells.deinitialize(count: 1)
    cells.deallocate()
  }

  /// Hands over some bytes; returns nil when all of them were taken.
  func parse(_ piece: UnsafeBufferPointer<UInt8>) -> Stop? {
    let taken = csv_parse(
      parser,
      piece.baseAddress,
      piece.count,
      Self.addCell,
      Self.endRecord,
      cells
    )
    if let excess = cells.pointee.excess { return .excess(excess) }
    guard taken < piece.count else { return nil }
    return csv_error(parser) == CSV_ENOMEM ? .excess(.cell) : .misplacedQuote
  }

  /// Says that the input is over, which ends the last record.
  func finish() -> Stop? {
    let result = csv_fini(parser, Self.addCell, Self.endRecord, cells)
    if let excess = cells.pointee.excess { return .excess(excess) }
    return result == 0 ? nil : .openQuote
  }

  /// The whole buffer, allocated at once: libcsv asks for more before it looks at the next byte,
  /// and it keeps the closing quote, so a longest cell needs a little more than itself.
  private static let bufferSize = Limits.cell + 16

  private static let addCell:
    @convention(c) (UnsafeMutableRawPointer?, Int, UnsafeMutableRawPointer?) -> Void = {
      let start = $0?.assumingMemoryBound(to: UInt8.self)
      let cells = $2?.assumingMemoryBound(to: CellCollector.self)
      cells?.pointee.addCell(UnsafeBufferPointer(start: start, count: $1))
    }

  private static let endRecord: @convention(c) (Int32, UnsafeMutableRawPointer?) -> Void = {
    $1?.assumingMemoryBound(to: CellCollector.self).pointee.endRecord()
  }
}
