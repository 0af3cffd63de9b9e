import Domain

extension String {
  /// An argument, read like a cell of a file: without outer spaces, and in NFC.
  package var asCell: String {
    String(trimmingBlanks(from: unicodeScalars)).normalized
  }
}

/// The scalars without the outer blanks, which are trimmed from cells, too.
private func trimmingBlanks(from scalars: String.UnicodeScalarView) -> Substring.UnicodeScalarView {
  var rest = scalars[...]
  while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
  while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
  return rest
}
