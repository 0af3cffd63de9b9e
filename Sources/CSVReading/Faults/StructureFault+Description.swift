extension StructureFault: CustomStringConvertible {
  /// The place and the reason.
  package var description: String {
    guard let column else { return "line \(line): \(reason)" }
    return "line \(line), column \(column): \(reason)"
  }

  /// What is wrong and what to do about it, without the place.
  package var reason: String {
    switch kind {
    case .openQuote:
      #"the quote opened here is never closed; close it, or write "" for a quote within the text"#
    case .strayQuote(let cellLine) where cellLine < line:
      "a quote inside the cell that begins at line \(cellLine) is not doubled;"
        + " look for a quote left open at line \(cellLine)"
    case .strayQuote:
      #"a quote inside the cell is not doubled; write the cell like "5"" pipe""#
    case .backslashQuote:
      #"a quote inside the cell is written \"; write it "", or have the export double its quotes"#
    case .foreign(let format): format.reason
    case .zeroByte:
      "the text contains a zero byte (NUL); export the file again as CSV UTF-8"
    case .zeroTail(let offset, let count):
      "the last \(count) bytes, from offset \(offset) on, are all zero:"
        + " the file was not completely written; send it again"
    case .wideEncoding(let encoding):
      "this is \(encoding.rawValue) (Excel calls it Unicode Text); save it as CSV UTF-8"
    case .cellTooLong:
      "the cell that begins here is longer than \(Limits.cell >> 10) KiB;"
        + " look for a quote left open"
    case .recordTooLong:
      "the record that begins here is longer than \(Limits.record >> 10) KiB;"
        + " look for a quote left open or missing line ends"
    case .tooManyColumns:
      "the record has more than \(Limits.columns) columns; look for missing line ends"
    case .headerOutOfReach:
      "the first \(Limits.head >> 10) KiB are blank; put the header on the first line"
    }
  }
}
