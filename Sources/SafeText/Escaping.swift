/// Bytes as text: `\x1B` for a control character or a byte that is not UTF-8, `\u{202E}` for an
/// invisible character.
///
/// A text of more characters than the limit is shortened to end in `…`, but never inside an escape.
package func escaped(_ bytes: some Collection<UInt8>, atMost limit: Int) -> String {
  let pieces = escapedPieces(bytes)
  let length = pieces.reduce(0) { $0 + $1.unicodeScalars.count }
  guard length > limit else { return pieces.joined() }
  var kept = ""
  var room = limit - 1
  for piece in pieces {
    room -= piece.unicodeScalars.count
    guard room >= 0 else { break }
    kept += piece
  }
  return kept + "…"
}

/// One piece for each scalar, and for each byte that is not part of one.
private func escapedPieces(_ bytes: some Collection<UInt8>) -> [String] {
  var pieces: [String] = []
  var rest = bytes[...]
  var input = bytes.makeIterator()
  var parser = Unicode.UTF8.ForwardParser()
  while true {
    switch parser.parseScalar(from: &input) {
    case .valid(let encoded):
      pieces.append(escaped(Unicode.UTF8.decode(encoded)))
      rest = rest.dropFirst(encoded.count)
    case .error(let length):
      pieces += rest.prefix(length).map(hexEscaped)
      rest = rest.dropFirst(length)
    case .emptyInput:
      return pieces
    }
  }
}

private func escaped(_ scalar: Unicode.Scalar) -> String {
  guard scalar != "\\" else { return #"\\"# }
  guard !isSafe(scalar) else { return String(scalar) }
  guard !scalar.isASCII else { return hexEscaped(UInt8(truncatingIfNeeded: scalar.value)) }
  return #"\u{"# + String(scalar.value, radix: 16, uppercase: true) + "}"
}

private func hexEscaped(_ byte: UInt8) -> String {
  let digits = String(byte, radix: 16, uppercase: true)
  return #"\x"# + (digits.count == 1 ? "0" : "") + digits
}

/// Whether a scalar is visible and does not affect how the text around it is shown.
private func isSafe(_ scalar: Unicode.Scalar) -> Bool {
  guard scalar != " " else { return true }
  guard !scalar.properties.isDefaultIgnorableCodePoint else { return false }
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator,
    .privateUse, .surrogate, .unassigned:
    return false
  default:
    return true
  }
}
