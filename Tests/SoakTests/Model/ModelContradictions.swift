import Domain
import ServiceLayer

extension [ModelImport] {
  /// Whether two files of a run give a batch different quantities or etas.
  var contradictEachOther: Bool {
    [FileKind.quantities, .etas].contains { kind in
      var stated: [String: (file: Int, value: String)] = [:]
      for file in self where file.kind == kind && file.wasImported {
        guard let csv = ModelCSV(file.bytes, kind: kind),
          let layout = ModelLayout(header: csv.header, kind: kind)
        else { continue }
        for record in csv.records.dropFirst(file.known) {
          guard case .command(let command) = layout.row(record) else { continue }
          let (reference, value) = Self.statement(command)
          guard let old = stated[reference], old.value != value else {
            stated[reference] = (file.id, value)
            continue
          }
          if old.file != file.id { return true }
        }
      }
      return false
    }
  }

  private static func statement(_ command: Command) -> (reference: String, value: String) {
    switch command {
    case .changeBatchQuantity(let change): (change.reference.rawValue, "\(change.quantity)")
    case .changeBatchETA(let change):
      (change.reference.rawValue, change.eta?.description ?? "none")
    default: ("", "")
    }
  }
}
