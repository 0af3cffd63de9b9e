import Domain

extension String {
  /// An argument as a file's cell is read: without spaces around it, and in NFC.
  package var asCell: String {
    String(trimmingBlanks(from: unicodeScalars)).normalized
  }
}

/// The scalars without the blanks that are trimmed from a cell.
private func trimmingBlanks(from scalars: String.UnicodeScalarView) -> Substring.UnicodeScalarView {
  var rest = scalars[...]
  while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
  while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
  return rest
}
