import Domain
package import ServiceLayer

/// A rejected row of a batches file that would have created a batch of a sku, and is not corrected
/// yet.
package struct RefusedBatch: Equatable, Sendable, Encodable {
  package let row: RowPlace
  package let codes: [String]
  /// The file in `rejects/` that has it.
  package let rejectsFile: String?
}

/// Finds the refused batches of a sku; there is no index of their keys.
struct RefusedBatches {
  private let store: any Store
  /// How many are named.
  private static let most = 3

  init(_ store: any Store) { self.store = store }

  func rows(of sku: String) throws -> [RefusedBatch] {
    var found: [RefusedBatch] = []
    var files: [Int: FileImport] = [:]
    try store.answers.openRows(of: [.batches], containing: OpenOrderRows.surePiece(of: sku)) {
      row in
      guard found.count < Self.most, row.outcome == .rejected else { return }
      let importID = row.source.importID
      guard let file = try files[importID] ?? store.imports.find(importID) else { return }
      files[importID] = file
      // A row with other values for a known batch would create none.
      guard let names = try RowNames(row, of: file), names.sku == sku,
        row.awaited != nil || names.reference == nil, let run = try store.runs.run(of: file)
      else { return }
      found.append(
        RefusedBatch(
          row: RowPlace(file: file.name.displayed, line: row.source.line, run: run.name),
          codes: row.faults.map(\.code),
          rejectsFile: try store.imports.find(row.triedIn)?.rejectsFile?.displayed
        )
      )
    }
    return found
  }
}
