package import Domain
package import ServiceLayer

/// The ledger of the fake store as a value.
package struct LedgerTables: Equatable {
  package var runs: [Run] = []
  package var imports: [FileImport] = []
  /// By the ids of their runs.
  package var nights: [Int: NightNumbers] = [:]
  /// The ordered units of products, by the ids of the runs that published them.
  package var orderedUnits: [Int: [Sku: Int]] = [:]
  package var rows: [RowNumber: KeptRow] = [:]
  /// The rows among them that do not have to be corrected any more.
  package var closedRows: Set<RowNumber> = []
  /// The import that first had each unused column.
  package var columnsSeen: [Column: Int] = [:]

  /// The first skipped row of each line that is not cancelled.
  package var skipped: [RowKey: SkippedRow] = [:]

  package struct SkippedRow: Hashable {
    let importID: Int
    let line: Int
  }

  /// A column of the files of a kind.
  package struct Column: Hashable {
    let kind: FileKind?
    let sender: String?
    let name: String
  }

  /// The key of a row in the ledger: its import, and its number in the file.
  package struct RowNumber: Hashable, Comparable {
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

  func find(_ importID: Int) -> FileImport? { imports.first { $0.id == importID } }

  func imports(ofRun run: Int) -> [FileImport] { imports.filter { $0.run == run } }

  /// The rows that meet a condition, by import and row.
  func rows(where isWanted: (KeptRow) -> Bool) -> [KeptRow] {
    rows.filter { isWanted($0.value) }.sorted { $0.key < $1.key }.map { place, row in
      var row = row
      row.isOpen = !closedRows.contains(place)
      return row
    }
  }

  /// The open rows that meet a condition, by import and row.
  func openRows(where isWanted: (KeptRow) -> Bool) -> [KeptRow] {
    rows { !closedRows.contains(RowNumber($0.source)) && isWanted($0) }
  }

  /// The run of an import.
  func run(ofImport importID: Int) -> Run? {
    find(importID).flatMap { file in runs.first { $0.id == file.run } }
  }

  mutating func change(_ run: Run, _ body: (inout Run) -> Void) {
    guard let position = runs.firstIndex(where: { $0.id == run.id }) else { return }
    body(&runs[position])
  }

  mutating func change(_ importID: Int, _ body: (inout FileImport) -> Void) {
    guard let position = imports.firstIndex(where: { $0.id == importID }) else { return }
    body(&imports[position])
  }
}
