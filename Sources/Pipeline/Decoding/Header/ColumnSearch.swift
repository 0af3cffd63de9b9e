import ServiceLayer

/// Finds the columns of a kind in a header, and all faults of the header.
struct ColumnSearch {
  private(set) var positions: [Column: Int] = [:]
  /// The columns whose values are combined from several cells.
  private(set) var joined: [Column: [Int]] = [:]

  private let header: [[UInt8]]
  private let names: [HeaderName]
  private let kind: FileKind
  private let isMapped: Bool
  private var doubled: [LayoutFault] = []
  private var unmapped: [LayoutFault.GivenName] = []
  private var missing: [Column] = []
  /// The positions of possible candidates, so that they are not proposed for another column.
  private var taken: Set<Int> = []

  init(_ header: [[UInt8]], _ names: [HeaderName], _ kind: FileKind, _ reading: FileReading?) {
    self.header = header
    self.names = names
    self.kind = kind
    isMapped = reading != nil
    for column in kind.requiredColumns + kind.optionalColumns {
      if let named = reading?.columns[column.rawValue] {
        find(column, named)
      } else {
        find(column)
      }
    }
    let told = (reading?.ignoredColumns ?? []) + (reading?.unwantedRows.keys.map { $0 } ?? [])
    let known = told.map { MappedName($0) }
    taken.formUnion(header.indices.filter { known.contains(MappedName(header[$0])) })
  }

  /// Fails a file with a missing or duplicate column; all faults are reported at once.
  func expectAllColumns() throws {
    var faults = doubled
    if !unmapped.isEmpty { faults.append(.unmapped(unmapped, header: header)) }
    if !missing.isEmpty {
      let proposals = ColumnProposals(missing, among: unused)
      faults.append(
        isMapped
          ? .unnamed(missing, header: header, proposals)
          : .missing(missing, kind: kind, header: header, proposals)
      )
    }
    guard let first = faults.first else { return }
    if let column = kind.optionalColumns.first(where: { positions[$0] == nil }) {
      let others = unused.filter { name in !missing.contains { ColumnGuess.says($0, name) } }
      if let fault = OverlookedColumn.fault(column, among: others) { faults.append(fault) }
    }
    throw faults.count == 1 ? first : LayoutFault.several(faults)
  }

  private var unused: [HeaderName] {
    names.indices.filter { !taken.contains($0) }.map { names[$0] }
  }

  /// A column that a rule of the configuration names, or the several columns that are combined for
  /// it.
  private mutating func find(_ column: Column, _ named: [String]) {
    var found: [Int] = []
    for name in named {
      let serving = header.indices.filter { MappedName(header[$0]) == MappedName(name) }
      taken.formUnion(serving)
      if serving.isEmpty { unmapped.append(.init(name: name, column: column)) }
      if serving.count > 1 { doubled.append(.doubled(name, names: [])) }
      if let position = serving.first { found.append(position) }
    }
    positions[column] = found.first
    if found.count > 1 { joined[column] = found }
  }

  /// An exact name has precedence over other accepted names; among several equal ones there is no
  /// choice.
  private mutating func find(_ column: Column) {
    let serving = names.indices.filter { names[$0].serves(for: column) }
    let exact = serving.filter { names[$0].isExactly(column) }
    let candidates = exact.isEmpty ? serving : exact
    taken.formUnion(serving)
    if candidates.count > 1 {
      let shown = exact.isEmpty ? candidates.map { "'\(names[$0].shown)'" } : []
      doubled.append(.doubled(column.rawValue, names: shown))
    } else if candidates.isEmpty, kind.requiredColumns.contains(column) {
      missing.append(column)
    }
    positions[column] = candidates.first
  }
}
