/// Finds the header, and then the delimiter, using nothing but the header.
struct HeaderSearch {
  /// A parser that has just read a header, and the block that begins with it.
  struct Found {
    var parser: RecordParser
    var block: RecordBlock?
    var header: CSVHeader?
  }

  private let source: RewindableSource
  private let head: FileHead
  private let form: CSVForm
  /// Where the header begins: its offset in the file, and its line.
  private let start: (offset: Int, line: Int)

  init(_ source: RewindableSource, _ form: CSVForm) throws {
    self.source = source
    self.form = form
    head = try FileHead(source.peek(FileHead.length))
    start = try Self.start(source, head, form)
  }

  /// Skips the lines before the header.
  private static func start(_ source: RewindableSource, _ head: FileHead, _ form: CSVForm) throws
    -> (offset: Int, line: Int)
  {
    var (offset, line) = (head.textOffset, head.hasSeparatorLine ? 2 : 1)
    let first = head.bytes.prefix { $0 != ASCII.lineFeed && $0 != ASCII.carriageReturn }
    let last = line + form.linesBeforeHeader(first)
    guard line < last else { return (offset, line) }
    let bytes = try source.peek(Limits.head)
    while line < last, offset < bytes.endIndex {
      let isPair = bytes[offset...].starts(with: [ASCII.carriageReturn, ASCII.lineFeed])
      if [ASCII.lineFeed, ASCII.carriageReturn].contains(bytes[offset]) { line += 1 }
      offset += isPair ? 2 : 1
    }
    return (offset, line)
  }

  /// Returns the first reading of the header that is accepted, otherwise the one with the most
  /// cells.
  ///
  /// If the file has no header, `header` is nil. If no reading is accepted, the most helpful fault
  /// is thrown: that the file is in another format, or the fault of the delimiter with which
  /// parsing got the furthest.
  func find(accepts: ([[UInt8]]) -> Bool) throws -> Found {
    var widest: (delimiter: Delimiter, width: Int)?
    var furthest: (fault: StructureFault, cells: Int)?
    for delimiter in form.delimiters {
      do {
        let found = try read(delimiter)
        guard let cells = found.header?.cells, !accepts(cells) else { return take(found) }
        if cells.count > widest?.width ?? 0 { widest = (delimiter, cells.count) }
      } catch let fault as StructureFault where source.isRecording {
        let cells = fault.cellsBefore
        if cells > furthest?.cells ?? -1 { furthest = (fault, cells) }
      }
    }
    if let format = ForeignFormat(text: head.bytes) {
      throw StructureFault(.foreign(format), line: 1)
    }
    if let furthest, widest.map({ furthest.cells >= $0.width }) ?? true { throw furthest.fault }
    return take(try read(widest?.delimiter ?? form.delimiters.first ?? .comma))
  }

  private func read(_ delimiter: Delimiter) throws -> Found {
    let parser = RecordParser(
      source,
      delimiter,
      offset: start.offset,
      firstLine: start.line,
      skips: form.skips
    )
    guard let block = try parser.next() else { return Found(parser: parser) }
    var header = block.record(0, number: 0).asHeader(delimiter: delimiter)
    header.hasByteOrderMark = head.hasByteOrderMark
    return Found(parser: parser, block: block, header: header)
  }

  private func take(_ found: Found) -> Found {
    source.stopRecording()
    return found
  }
}

extension StructureFault {
  /// How many cells of the record were read before the fault.
  fileprivate var cellsBefore: Int {
    kind == .tooManyColumns ? Limits.columns : (column ?? 1) - 1
  }
}
