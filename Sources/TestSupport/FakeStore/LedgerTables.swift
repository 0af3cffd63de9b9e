package import ServiceLayer

/// The ledger of the fake store as a value.
package struct LedgerTables: Equatable {
  package var runs: [Run] = []
  package var imports: [Import] = []
  package var rows: [RowKey: UnsettledRow] = [:]

  /// The key of a row: import and number; the line is only where it begins.
  package struct RowKey: Hashable, Comparable {
    package let importID: Int
    package let row: Int

    package init(_ source: RowSource) {
      importID = source.importID
      row = source.row
    }

    package static func < (left: Self, right: Self) -> Bool {
      (left.importID, left.row) < (right.importID, right.row)
    }
  }

  package init() {}

  func find(_ importID: Int) -> Import? { imports.first { $0.id == importID } }

  func imports(ofRun run: Int) -> [Import] { imports.filter { $0.run == run } }

  /// The rows that a condition picks, by import and row.
  func rows(where isWanted: (UnsettledRow) -> Bool) -> [UnsettledRow] {
    rows.filter { isWanted($0.value) }.sorted { $0.key < $1.key }.map(\.value)
  }

  mutating func change(_ run: Run, _ body: (inout Run) -> Void) {
    guard let position = runs.firstIndex(where: { $0.id == run.id }) else { return }
    body(&runs[position])
  }

  mutating func change(_ importID: Int, _ body: (inout Import) -> Void) {
    guard let position = imports.firstIndex(where: { $0.id == importID }) else { return }
    body(&imports[position])
  }
}
