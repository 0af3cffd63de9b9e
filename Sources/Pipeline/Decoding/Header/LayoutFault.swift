import CSVReading
import SafeText
import ServiceLayer

/// Why the header of a file cannot be used.
enum LayoutFault: Error, Equatable, CustomStringConvertible {
  /// A name that a rule of the configuration gives to one of allot's columns.
  struct GivenName: Equatable {
    let name: String
    let column: Column
  }

  case missing([Column], kind: FileKind, header: [[UInt8]], ColumnProposals)
  case doubled(String, names: [String])
  /// Columns are missing that a rule of the configuration could name.
  case unnamed([Column], header: [[UInt8]], ColumnProposals)
  /// Columns that a rule of the configuration names are not there.
  case unmapped([GivenName], header: [[UInt8]])
  /// An optional column is missing, and an unused one looks like it.
  case overlooked(Column, String)
  /// The header is further down, under a title.
  case below(line: Int, skippedLines: Int)
  /// All faults together, so that they can be corrected at once.
  case several([LayoutFault])
  case empty

  /// Whether it is probably a header with other column names.
  var isOfAnotherForm: Bool {
    switch self {
    case .missing(_, _, _, let proposals), .unnamed(_, _, let proposals): proposals.isWhole
    case .several(let faults): faults.contains(where: \.isOfAnotherForm)
    default: false
    }
  }

  /// Whether another line may be the header.
  var lacksColumns: Bool {
    switch self {
    case .missing, .unnamed, .unmapped: true
    case .several(let faults): faults.contains(where: \.lacksColumns)
    case .doubled, .overlooked, .below, .empty: false
    }
  }

  var description: String {
    switch self {
    case .missing(let missing, let kind, let header, let proposals):
      Self.explained(missing, kind: kind, header, proposals)
    case .unnamed(let missing, let header, let proposals):
      """
      no column is called \(missing.map(\.rawValue).joined(separator: " or ")): say in the rule of \
      allot.toml which they are, such as \(proposals.setting(of: missing)); the header has \
      \(Self.quoted(header))\(Self.encoding(of: header))
      """
    case .unmapped(let names, let header):
      """
      the header lacks the column \
      \(names.enumerated().map { $0 == 0 ? $1.taken : $1.takenToo }.joined(separator: ", and ")); it has \
      \(Self.quoted(header))\(Self.encoding(of: header))
      """
    case .doubled(let column, let names):
      """
      the header has the column \(column) twice\(names.isEmpty ? "" : ", as ")\
      \(names.joined(separator: " and ")): remove or rename one of them
      """
    case .below(let line, let skippedLines):
      """
      the header is in line \(line): put it into the first line, without a title above it; if every \
      file has a title, write skip-lines = \(skippedLines) in a rule for its sender in allot.toml
      """
    case .several(let faults): faults.map(\.description).joined(separator: "; ")
    case .overlooked(.sku, let name):
      """
      the header has no sku, but '\(name)', which looks like one, and without a sku each row \
      cancels a whole order: rename that column to sku, or remove it
      """
    case .overlooked(let column, let name):
      """
      the header has no \(column.rawValue), but '\(name)', which looks like one: rename that column \
      to \(column.rawValue); if it says something else, add an empty column \(column.rawValue), or \
      name it under ignore in a rule of allot.toml
      """
    case .empty:
      "the file is empty, without even a header: export it again"
    }
  }

  /// What to do about a header that is not UTF-8, in a file with a rule.
  private static func encoding(of header: [[UInt8]]) -> String {
    switch header.lazy.compactMap(EncodingGuess.init).first {
    case nil: ""
    case .windows1252?:
      """
      ; it is not UTF-8 (\(EncodingGuess.windows1252.rawValue)): write encoding = "windows-1252" in \
      the rule
      """
    case let guess?: "; it is not UTF-8 (\(guess.rawValue)): save the file as CSV UTF-8"
    }
  }

  private static func explained(
    _ missing: [Column],
    kind: FileKind,
    _ header: [[UInt8]],
    _ proposals: ColumnProposals
  ) -> String {
    if isWrapped(header, kind: kind) {
      return """
        every line is wrapped in quotes, so that each is one cell: export it without quotes around \
        whole lines
        """
    }
    if let separator = strangeSeparator(header, kind: kind) {
      return """
        its cells are separated by \(separator): export it with a comma, a semicolon, a tab or a bar \
        between cells
        """
    }
    let found = header.map { escaped($0, atMost: 60) }.joined(separator: ",")
    let encoding = header.lazy.compactMap(EncodingGuess.init).first
    let renaming = proposals.advice(on: missing)
    let advice =
      if let encoding {
        "\(renaming ?? ""); it is not UTF-8 (\(encoding.rawValue)): save it as CSV UTF-8"
      } else {
        renaming ?? "; if that is a row, put a header line above it"
      }
    return """
      the header lacks \(missing.map(\.rawValue).joined(separator: ", ")): \(kind.withArticle) file \
      needs \(kind.requiredColumns.map(\.rawValue).joined(separator: ", ")), this one begins with \
      '\(found)'\(advice)
      """
  }

  private static func quoted(_ header: [[UInt8]]) -> String {
    "'\(header.map { escaped($0, atMost: 60) }.joined(separator: "', '"))'"
  }

  /// The character between the names of a header, if it is not an accepted delimiter.
  private static func strangeSeparator(_ header: [[UInt8]], kind: FileKind) -> String? {
    guard header.count == 1 else { return nil }
    for separator in Set(header[0]).sorted() where "^~:# \u{1}\u{1F}".utf8.contains(separator) {
      let names = header[0].split(separator: separator).map(Array.init)
      guard FileLayout.accepts(names, kind: kind) else { continue }
      return separator == UInt8(ascii: " ") ? "spaces" : "'\(escaped([separator], atMost: 4))'"
    }
    return nil
  }

  /// Whether the only cell of a header contains a whole header.
  private static func isWrapped(_ header: [[UInt8]], kind: FileKind) -> Bool {
    guard header.count == 1 else { return false }
    return Delimiter.allCases.contains {
      FileLayout.accepts(header[0].split(separator: $0.rawValue).map(Array.init), kind: kind)
    }
  }
}

extension FileKind {
  fileprivate var withArticle: String {
    switch self {
    case .batches, .quantities, .cancellations: "a \(rawValue)"
    case .etas, .allocations, .orders, .amendments: "an \(rawValue)"
    }
  }
}

extension LayoutFault.GivenName {
  fileprivate var taken: String {
    "'\(escaped(name.utf8, atMost: 60))', which allot.toml takes for \(column.rawValue)"
  }
  fileprivate var takenToo: String {
    "'\(escaped(name.utf8, atMost: 60))', which it takes for \(column.rawValue)"
  }
}
