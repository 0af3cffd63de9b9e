/// Columns of a header that are probably the missing ones under other names.
struct ColumnProposals: Equatable {
  private let names: [Column: [HeaderName]]

  /// Looks for the missing columns among the unused ones.
  init(_ missing: [Column], among unused: [HeaderName]) {
    names = Dictionary(
      uniqueKeysWithValues: missing.map { column in
        (column, unused.filter { !$0.isEmpty && ColumnGuess.says(column, $0) })
      }
    )
  }

  /// Whether there is a proposal for each missing column.
  var isWhole: Bool { names.allSatisfy { !$0.value.isEmpty } }

  /// What to rename, or which rule to write if nothing can be renamed; nil if there is no proposal.
  func advice(on missing: [Column]) -> String? {
    let known = missing.filter { names[$0]?.isEmpty == false }
    guard !known.isEmpty else { return nil }
    let renamings = known.map { column in
      let likely = (names[column] ?? []).map { "'\($0.shown)'" }.joined(separator: " or ")
      return "\(likely) to \(column.rawValue)"
    }
    let unknown = missing.filter { !known.contains($0) }.map(\.rawValue)
    let rest =
      unknown.isEmpty ? "" : ", and give it the missing \(unknown.joined(separator: ", "))"
    return """
      : rename \(renamings.joined(separator: ", "))\(rest); or let a rule for its sender in allot.toml \
      say so: \(setting(of: missing))
      """
  }

  /// The line of a rule that names the columns.
  func setting(of missing: [Column]) -> String {
    let values = missing.map { column in
      let likely = names[column]?.first.map(\.shown) ?? ""
      let isPlain = !likely.isEmpty && !likely.contains { "\"\\".contains($0) }
      return "\(column.rawValue) = \"\(isPlain ? likely : "NAME")\""
    }
    return "columns = { \(values.joined(separator: ", ")) }"
  }
}
