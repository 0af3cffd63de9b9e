import CSVReading
package import ServiceLayer

/// The positions of the columns in a file.
package struct FileLayout {
  package let kind: FileKind
  /// How many columns the header names; trailing delimiters do not count.
  let width: Int
  /// The smallest number of cells in a row; unused cells after them may be missing.
  let requiredWidth: Int
  /// Columns that are not used, except those that a rejects file adds.
  let ignored: [HeaderName]
  let names: [HeaderName]
  private let positions: [Column: Int]
  /// The columns whose values are combined from several cells.
  private let joined: [Column: [Int]]
  /// The columns that are used.
  let used: Set<Int>
  /// How the file is read, if a rule of the configuration says so.
  let mapping: RowMapping?
  /// Columns that a rule names.
  private let known: Set<Int>

  /// Finds the columns in a header.
  ///
  /// - Throws: `LayoutFault`, which fails the file, if a column is missing or duplicate.
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
    // A cancellation without a sku would cancel the whole order.
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

  /// The positions of the cells that make up a value; usually there is one.
  func parts(of column: Column) -> [Int] {
    joined[column] ?? positions[column].map { [$0] } ?? []
  }

  /// Whether a rule of the configuration ignores a column.
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
