/// What is known about the form of a file before it is read.
package struct CSVForm {
  /// The possible delimiters, in the order in which they are tried.
  package var delimiters = Delimiter.allCases
  /// Gets the first line, and returns how many physical lines come before the header.
  package var linesBeforeHeader: (ArraySlice<UInt8>) -> Int = { _ in 0 }
  /// Gets the header, and returns a test for the records that are skipped.
  package var skips: (([[UInt8]]) -> (CSVRecord) -> Bool)?

  package init() {}
}

/// Checks on the first bytes of a file.
package enum FirstBytes {
  /// Whether they show that the file is not text in an encoding of one byte per character.
  package static func showAnotherFormat(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) || ForeignFormat(signature: bytes) != nil
      || WideEncoding(firstBytes: bytes) != nil
  }
}
