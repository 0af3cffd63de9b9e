import Domain
import ServiceLayer
import TestSupport
import Testing

/// Every answer of a store, as one value to compare before and after.
struct Everything: Equatable {
  var tables: [ReportTable: [[ReportValue]]] = [:]
  var imports: [FileImport] = []
  var runs: [Run] = []
  var versions: [String: Int?] = [:]

  init(_ store: any Store, _ run: Run) throws {
    for table in ReportTable.allCases { tables[table] = try store.reports.rows(table, for: run) }
    runs = try store.runs.newest(1000)
    imports = try runs.flatMap { try store.imports.imports(of: $0) }
    for sku in ["LAMP", "VASE"] {
      versions[sku] = try store.transaction { work in
        try work.products.get(Sku(rawValue: sku))?.version
      }
    }
    try expectSoundView(store)
  }
}

/// Expects that the view equals the write model.
func expectSoundView(_ store: any Store, sourceLocation: SourceLocation = #_sourceLocation) throws {
  var differences: [ViewDifference] = []
  try store.verifyView { differences.append($0) }
  #expect(differences == [], sourceLocation: sourceLocation)
}

extension KeptRow {
  static func rejected(_ source: RowSource, triedIn: Int? = nil) -> Self {
    make(source, .rejected, triedIn: triedIn)
  }

  static func deferred(_ source: RowSource, triedIn: Int? = nil) -> Self {
    make(source, .deferred, triedIn: triedIn)
  }

  private static func make(
    _ source: RowSource,
    _ outcome: Outcome,
    triedIn: Int?
  ) -> Self {
    KeptRow(
      source: source,
      outcome: outcome,
      triedIn: triedIn ?? source.importID,
      cells: Array("o\(source.row),\"a, b\",x\n".utf8),
      cellCount: 3,
      faults: [
        RowFault(code: "bad_qty", column: "qty", value: "x", reason: "'x' is no number"),
        RowFault(code: "bad_sku", column: "sku", value: "a, b", reason: "unknown"),
      ]
    )
  }
}
