import CLibCSV
import Glibc

/// A strict libcsv parser and the cells that it has found.
///
/// Each file gets its own: after an error libcsv does not read further input correctly.
struct CellParser: ~Copyable {
  /// Why parsing stopped.
  enum Stop {
    case misplacedQuote
    /// A backslash comes before the quote; other CSV dialects escape a quote that way.
    case backslashQuote
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

  /// Parses some bytes; returns nil if all of them were taken.
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
    guard csv_error(parser) != CSV_ENOMEM else { return .excess(.cell) }
    return hasBackslashBeforeQuote ? .backslashQuote : .misplacedQuote
  }

  /// Ends the input, and with it the last record.
  func finish() -> Stop? {
    let result = csv_fini(parser, Self.addCell, Self.endRecord, cells)
    if let excess = cells.pointee.excess { return .excess(excess) }
    return result == 0 ? nil : .openQuote
  }

  /// Whether the faulty cell ends with a backslash, or with a backslash and a quote.
  ///
  /// The buffer of libcsv still has the quote that it took for the closing one, and the spaces
  /// after it.
  private var hasBackslashBeforeQuote: Bool {
    guard let start = parser.pointee.entry_buf else { return false }
    var cell = UnsafeBufferPointer(start: start, count: parser.pointee.entry_pos).trimmed[...]
    if cell.last == ASCII.quote { cell = cell.dropLast() }
    return cell.last == ASCII.backslash
  }

  /// The size of libcsv's buffer, which is allocated as a whole.
  ///
  /// It is a little larger than the longest cell: libcsv asks for more room before it looks at the
  /// next byte, and it also stores the closing quote.
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
