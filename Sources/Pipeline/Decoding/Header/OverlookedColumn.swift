package import CSVReading
import Domain
import SafeText
import ServiceLayer

/// Looks for an optional column that has another name in this file.
///
/// Ignoring it would do harm. A batch without an eta is in the warehouse: stock that arrives in
/// months would be booked as present. A cancellation without a sku cancels the whole order. So such
/// a file fails.
package struct OverlookedColumn {
  /// How many rows are read to find out what a column contains.
  private static let rows = 1000

  private let layout: FileLayout
  private let column: Column?
  private let candidates: [Int]

  /// Makes a search for files with this layout.
  package init(_ layout: FileLayout) {
    self.layout = layout
    column = layout.kind.optionalColumns.first { layout[$0] == nil }
    let used = Set(layout.kind.requiredColumns.compactMap { layout[$0] })
    candidates =
      column == nil
      ? []
      : (0..<layout.width).filter {
        !used.contains($0) && !layout.isKnown($0)
      }
  }

  /// Checks the header, and the first rows for dates.
  ///
  /// - Throws: `LayoutFault` if an unused column looks like the missing one.
  package func check(_ reader: CSVReader) throws {
    guard let column else { return }
    if let fault = Self.fault(column, among: candidates.map { layout.names[$0] }) { throw fault }
    if column == .eta, let full = try columnOfDates(reader) {
      throw LayoutFault.overlooked(column, shown(full))
    }
  }

  /// The fault of a header in which the name of an unused column means the missing one.
  static func fault(_ column: Column, among names: [HeaderName]) -> LayoutFault? {
    names.first { says(column, $0.text) }.map { .overlooked(column, $0.shown) }
  }

  private func columnOfDates(_ reader: CSVReader) throws -> Int? {
    guard !candidates.isEmpty else { return nil }
    var dates: Set<Int> = []
    var others: Set<Int> = []
    for _ in 0..<Self.rows {
      guard let record = try reader.next() else { break }
      for position in candidates where position < record.count {
        let cell = record[position].unguarded
        guard !cell.isEmpty else { continue }
        if Self.isDate(cell) { dates.insert(position) } else { others.insert(position) }
      }
    }
    return candidates.first { dates.contains($0) && !others.contains($0) }
  }

  private func shown(_ position: Int) -> String {
    let name = layout.names[position]
    return name.isEmpty ? "column \(position + 1)" : name.shown
  }

  /// Whether a column name, split into words in any way, means one of allot's columns.
  static func says(_ column: Column, _ name: String) -> Bool {
    let words = words(of: name)
    guard column == .eta else {
      return !Self.skuWords.isDisjoint(with: words)
        || ColumnGuess.says(column, HeaderName(name.utf8))
    }
    return words.contains { word in
      etaWords.contains(word) || ["arriv", "expect", "deliver"].contains { word.hasPrefix($0) }
    }
  }

  private static let etaWords: Set = [
    "eta", "etas", "due", "date", "dates", "etadate", "duedate", "dateeta", "datum", "liefertermin",
    "lieferdatum", "liefertag", "lieferwoche", "ankunft", "ankunftsdatum", "ankunftstermin",
    "eintreffen", "wareneingang", "leverdatum", "livraison", "entrega", "consegna",
  ]
  private static let skuWords: Set = [
    "sku", "skus", "item", "article", "artikel", "product", "produkt", "material", "part", "ean",
    "gtin", "upc",
  ]

  /// `etaDate`, `ETA_date` and `Eta date` are two words each.
  private static func words(of name: String) -> [String] {
    var words: [String] = [""]
    var previous: Character?
    for character in name {
      let startsWord = character.isUppercase && previous?.isLowercase == true
      if !character.isLetter || startsWord { words.append("") }
      if character.isLetter { words[words.count - 1] += character.lowercased() }
      previous = character
    }
    return words
  }

  /// Whether a cell is a date in any usual form.
  private static func isDate(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    if (try? Day(reading: cell)) != nil { return true }
    let text = String(decoding: cell.prefix(40), as: UTF8.self)
    let date = text.prefix { $0.isNumber || ".-/".contains($0) }
    let rest = text.dropFirst(date.count)
    guard rest.isEmpty || rest.first == " " || rest.first == "T" else { return false }
    let parts = date.split(omittingEmptySubsequences: false) { ".-/".contains($0) }
    let separators = Set(date.filter { ".-/".contains($0) })
    guard parts.count == 3, separators.count == 1 else { return false }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == 3 else { return false }
    let isYearFirst = (1900...2200).contains(numbers[0])
    let (year, others) =
      isYearFirst
      ? (numbers[0], [numbers[1], numbers[2]]) : (numbers[2], [numbers[0], numbers[1]])
    return (year < 100 || (1900...2200).contains(year))
      && others.allSatisfy { (1...31).contains($0) }
      && others.contains { $0 <= 12 }
  }
}
