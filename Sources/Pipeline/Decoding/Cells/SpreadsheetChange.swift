/// The changes that a spreadsheet makes to names when a file is opened and saved in it.
///
/// Excel turns 00123 into 123, 1-3 into 1-Mar and long numbers into 1.23E+05.
enum SpreadsheetChange {
  /// Whether a name looks changed by a spreadsheet.
  static func mayHaveMade(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { isExponent($0[...]) || isDayAndMonth($0[...]) }
  }

  /// Whether two numeric names differ only by leading zeros, of which the second has fewer.
  static func mayHaveCutZeros(of name: String, leaving shorter: String) -> Bool {
    name.utf8.count > shorter.utf8.count && shorter.utf8.allSatisfy(isDigit)
      && name.utf8.drop { $0 == UInt8(ascii: "0") }
        .elementsEqual(shorter.utf8.drop { $0 == UInt8(ascii: "0") })
  }

  /// Whether a spreadsheet may have written a number with these digits as this cell.
  ///
  /// For example, `2.61E+12` may be a number that begins with 261 or is rounded to that, and
  /// `1001.0` may be 1001.
  static func mayHaveMade(_ cell: String, of digits: String) -> Bool {
    guard !digits.isEmpty, digits.utf8.allSatisfy(isDigit) else { return false }
    let parts = cell.split(whereSeparator: { "eE".contains($0) })
    let number = parts.first?.replacing(",", with: ".") ?? ""
    let (whole, fraction) = (number.prefix { $0 != "." }, number.drop { $0 != "." }.dropFirst())
    guard whole.utf8.allSatisfy(isDigit), fraction.utf8.allSatisfy(isDigit) else { return false }
    guard parts.count == 2 else {
      return parts.count == 1 && whole == digits && fraction.allSatisfy { $0 == "0" }
    }
    let shown = whole + fraction
    guard whole.utf8.count == 1, shown.utf8.count <= min(18, digits.utf8.count),
      Int(parts[1]) == digits.utf8.count - 1, let rounded = Int(shown),
      let cut = Int(digits.prefix(shown.utf8.count))
    else { return false }
    let next = digits.dropFirst(shown.utf8.count).first
    return rounded == cut || rounded == cut + 1 && next.map { $0 >= "5" } == true
  }

  private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

  /// Whether a text is like `1.23E+05`: a digit, perhaps a fraction, an `E`, perhaps a sign, digits.
  private static func isExponent(_ text: Bytes) -> Bool {
    guard let first = text.first, isDigit(first) else { return false }
    var rest = text.dropFirst()
    if rest.first == UInt8(ascii: ".") {
      let fraction = rest.dropFirst().prefix(while: isDigit)
      guard !fraction.isEmpty else { return false }
      rest = rest[fraction.endIndex...]
    }
    guard let sign = rest.first, sign | 0x20 == UInt8(ascii: "e") else { return false }
    rest = rest.dropFirst()
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
      rest = rest.dropFirst()
    }
    return !rest.isEmpty && rest.allSatisfy(isDigit)
  }

  /// Whether a text is like `1-Mar`.
  private static func isDayAndMonth(_ text: Bytes) -> Bool {
    let day = text.prefix(while: isDigit)
    let rest = text[day.endIndex...]
    guard (1...2).contains(day.count), rest.count == 4, rest.first == UInt8(ascii: "-") else {
      return false
    }
    let month = rest.dropFirst()
    return month.first.map(isASCIIUpper) == true
      && month.dropFirst().allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
