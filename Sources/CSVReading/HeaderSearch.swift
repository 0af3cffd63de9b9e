/// Finds the header, and by it alone the delimiter.
struct HeaderSearch {
  /// A parser that has just read a header, and the block that begins with it.
  struct Found {
    var parser: RecordParser
    var block: RecordBlock?
    var header: CSVHeader?
  }

  private let source: RewindableSource
  private let head: FileHead

  init(_ source: RewindableSource) throws {
    self.source = source
    head = try FileHead(source.peek(FileHead.length))
  }

  /// Returns the first reading of the header that is accepted, else the one with the most cells.
  ///
  /// Without a header in the file, `header` is nil. Throws the fault of the first delimiter when
  /// the header is broken whatever the delimiter.
  func find(accepts: ([[UInt8]]) -> Bool) throws -> Found {
    var widest: (delimiter: Delimiter, width: Int)?
    var firstFault: StructureFault?
    for delimiter in Delimiter.allCases {
      do {
        let found = try read(delimiter)
        guard let cells = found.header?.cells, !accepts(cells) else { return settle(on: found) }
        if cells.count > widest?.width ?? 0 { widest = (delimiter, cells.count) }
      } catch let fault as StructureFault where source.isRecording {
        firstFault = firstFault ?? fault
      }
    }
    if widest == nil, let firstFault { throw firstFault }
    return settle(on: try read(widest?.delimiter ?? .comma))
  }

  private func read(_ delimiter: Delimiter) throws -> Found {
    let parser = RecordParser(
      source,
      delimiter,
      offset: head.textOffset,
      firstLine: head.hasSeparatorLine ? 2 : 1
    )
    guard let block = try parser.next() else { return Found(parser: parser) }
    let header = block.record(0, number: 0).asHeader(delimiter: delimiter)
    return Found(parser: parser, block: block, header: header)
  }

  private func settle(on found: Found) -> Found {
    source.stopRecording()
    return found
  }
}
