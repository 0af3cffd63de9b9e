/// What tools write where they have no value, or no right one: it names nothing new.
///
/// Lines and batches of such names were taken once, so what only looks a name up may use one.
/// A word that may be somebody's own sku or id is none: `NA`, `NONE`, `NIL`, `-`, `NAN`.
enum StandIn {
  /// Whether a text may be one, by its first letter: nearly none is looked at any further.
  static func mayBegin(with byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "#"), UInt8(ascii: "N"), UInt8(ascii: "n"), UInt8(ascii: "("),
      UInt8(ascii: "<"), UInt8(ascii: "["), UInt8(ascii: "\\"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  /// Why a text names nothing; nil where it may be a name.
  static func fault(of text: UnsafeBufferPointer<UInt8>) -> NameFault? {
    guard text.count <= longest, mayBeOne(text) else { return nil }
    let word = String(decoding: text, as: UTF8.self)
    if isSpreadsheetError(word) { return .spreadsheetError }
    return nothings.contains(word) || isNull(word) ? .standsForNothing : nil
  }

  private static let longest = 20

  /// Ordinary names may well begin with these letters, and cost no more than this.
  private static func mayBeOne(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    switch text[0] {
    case UInt8(ascii: "N"), UInt8(ascii: "n"): text.count == 3 || text.count == 4
    case UInt8(ascii: "E"): text.count > 4 && text[3] == UInt8(ascii: ":")
    default: true
    }
  }

  /// As scripts, and programs for statistics, write them.
  private static let nothings: Set = ["NaN", "nan", "<NA>", "N/A", "n/a", "\\N"]

  /// `NULL` in any case of letters, as databases write it: alone, or in brackets.
  private static func isNull(_ word: String) -> Bool {
    let brackets: [Character: Character] = ["(": ")", "[": "]", "<": ">"]
    var inner = word[...]
    if let first = word.first, let closing = brackets[first], word.last == closing {
      inner = inner.dropFirst().dropLast()
    }
    return inner.lowercased() == "null"
  }

  /// `#REF!`, `#NAME?`, `#N/A` and their like in other languages, `Err:502`, and the `####` of a column
  /// that is too narrow.
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
  /// Why a cell that is a part of a name says nothing; nil where it may say something.
  package init?(ofPart text: UnsafeBufferPointer<UInt8>) {
    guard let first = text.first, StandIn.mayBegin(with: first),
      let fault = StandIn.fault(of: text)
    else { return nil }
    self = fault
  }
}
