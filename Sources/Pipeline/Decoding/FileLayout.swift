import CSVReading
package import ServiceLayer

/// Where a file keeps the columns of its kind.
package struct FileLayout {
  package let kind: FileKind
  /// How many columns the header names; a tool may have put delimiters behind them.
  let width: Int
  /// How many cells a row must have at least: what is not used may be missing behind them.
  let requiredWidth: Int
  /// Columns that nothing is done with, but for those that a rejects file has of its own.
  let ignored: [HeaderName]
  let names: [HeaderName]
  private let positions: [Column: Int]
  /// The columns whose values are put together from several.
  private let joined: [Column: [Int]]
  /// The columns that something is done with.
  let used: Set<Int>
  /// Where a rule of the configuration says how the file is read.
  let mapping: RowMapping?
  /// Columns of which a rule says what they are.
  private let known: Set<Int>

  /// Finds the columns in a header.
  ///
  /// - Throws: `LayoutFault`, which fails the file: a column is missing or there twice.
  package init(header: [[UInt8]], kind: FileKind, _ reading: FileReading? = nil) throws {
    self.kind = kind
    names = header.map(HeaderName.init)
    width = 1 + (names.lastIndex { !$0.isEmpty } ?? -1)
    let search = ColumnSearch(header, names, kind, reading)
    try search.expectAllColumns()
    let positions = search.positions
    let joined = search.joined
    self.positions = positions
    self.joined = joined
    mapping = reading.map { RowMapping($0, joined: joined) }
    // A cancellation that lacks its sku would call off the whole order.
    let needed = kind.requiredColumns + (kind == .cancellations ? [.sku] : [])
    requiredWidth =
      1 + (needed.flatMap { joined[$0] ?? positions[$0].map { [$0] } ?? [] }.max() ?? -1)
    let used = Set(positions.values).union(joined.values.joined())
    self.used = used
    let told = ((reading?.ignoredColumns ?? []) + (reading?.unwantedRows.keys.map { $0 } ?? []))
      .map { MappedName($0) }
    let known = Set(header.indices.filter { told.contains(MappedName(header[$0])) })
    self.known = known
    let isHandedBack = HandedBack(names.map(\.exact)) != nil
    ignored = names.enumerated().filter { position, name in
      !used.contains(position) && !known.contains(position) && !name.isEmpty
        && !(isHandedBack && HandedBack.isOwn(name.exact))
    }.map(\.element)
  }

  subscript(column: Column) -> Int? { positions[column] }

  /// Whether a rule of the configuration says that a column is not wanted.
  func isKnown(_ position: Int) -> Bool { known.contains(position) }

  /// Whether a header, read with some delimiter, has all columns of a kind.
  package static func accepts(
    _ header: [[UInt8]],
    kind: FileKind,
    _ reading: FileReading? = nil
  ) -> Bool {
    let names = header.map(HeaderName.init)
    let mapped = reading == nil ? [] : header.map(MappedName.init)
    return kind.requiredColumns.allSatisfy { column in
      guard let named = reading?.columns[column.rawValue] else {
        return names.contains { $0.serves(for: column) }
      }
      return named.allSatisfy { mapped.contains(MappedName($0)) }
    }
  }
}
