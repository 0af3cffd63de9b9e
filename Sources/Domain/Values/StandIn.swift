/// A text that tools write for a missing or invalid value; a new name must not be one.
///
/// Earlier versions accepted such names, so a row that only looks up a name may use one. A word
/// that could be a real sku or id does not count: `NA`, `NONE`, `NIL`, `-`, `NAN`.
enum StandIn {
  /// Whether a text may be a placeholder, by its first byte; nearly all names need no further
  /// check.
  static func mayBegin(with byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "#"), UInt8(ascii: "N"), UInt8(ascii: "n"), UInt8(ascii: "("),
      UInt8(ascii: "<"), UInt8(ascii: "["), UInt8(ascii: "\\"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  /// Why a text is a placeholder; nil if it may be a name.
  static func fault(of text: UnsafeBufferPointer<UInt8>) -> NameFault? {
    guard text.count <= longest, mayBeOne(text) else { return nil }
    let word = String(decoding: text, as: UTF8.self)
    if isSpreadsheetError(word) { return .spreadsheetError }
    return nothings.contains(word) || isNull(word) ? .standsForNothing : nil
  }

  private static let longest = 20

  /// Whether a text with one of these first letters may be a placeholder, by its length and form.
  ///
  /// Ordinary names can begin with these letters too; for nearly all of them, this check is enough.
  private static func mayBeOne(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    switch text[0] {
    case UInt8(ascii: "N"), UInt8(ascii: "n"): text.count == 3 || text.count == 4
    case UInt8(ascii: "E"): text.count > 4 && text[3] == UInt8(ascii: ":")
    default: true
    }
  }

  /// As scripts and statistics programs write them.
  private static let nothings: Set = ["NaN", "nan", "<NA>", "N/A", "n/a", "\\N"]

  /// `NULL` in upper or lower case, as databases write it, with or without brackets.
  private static func isNull(_ word: String) -> Bool {
    let brackets: [Character: Character] = ["(": ")", "[": "]", "<": ">"]
    var inner = word[...]
    if let first = word.first, let closing = brackets[first], word.last == closing {
      inner = inner.dropFirst().dropLast()
    }
    return inner.lowercased() == "null"
  }

  /// `#REF!`, `#NAME?`, `#N/A` and the same in other languages, `Err:502`, and the `####` of a
  /// column that is too narrow.
  private static func isSpreadsheetError(_ word: String) -> Bool {
    if word.hasPrefix("Err:") {
      return word.utf8.count > 4 && word.utf8.dropFirst(4).allSatisfy { 0x30...0x39 ~= $0 }
    }
    guard word.first == "#" else { return false }
    if ["#N/A", "#N/D", "#N/B", "#NV", "#GETTING_DATA"].contains(word) { return true }
    if word.utf8.count > 2, word.utf8.allSatisfy({ $0 == UInt8(ascii: "#") }) { return true }
    let name = word.dropFirst().dropLast()
    return (word.last == "!" || word.last == "?")
      && name.utf8.first.map { 0x41...0x5A ~= $0 } ?? false
      && name.utf8.allSatisfy { 0x41...0x5A ~= $0 || $0 == 0x2F || $0 == 0x30 }
  }
}

extension NameFault {
  /// Why a cell cannot be a part of a name; nil if it can.
  ///
  /// A spreadsheet may have changed it. If the name may be new, it must not be a placeholder either.
  package init?(ofPart text: UnsafeBufferPointer<UInt8>, mayBeNew: Bool) {
    guard let first = text.first else { return nil }
    if 0x30...0x39 ~= first, isDamagedBySpreadsheet(text) {
      self = .spreadsheetDamage
    } else if mayBeNew, StandIn.mayBegin(with: first), let fault = StandIn.fault(of: text) {
      self = fault
    } else {
      return nil
    }
  }
}
