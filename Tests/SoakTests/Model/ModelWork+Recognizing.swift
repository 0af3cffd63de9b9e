import Domain
import ServiceLayer

/// Which files came before, completely or in part.
extension ModelWork {
  func duplicated(_ file: ModelImport) -> Int? {
    guard !run.asked.again,
      let first = root.imports.last(where: { $0.wasImported && $0.sha256 == file.sha256 }),
      first.rows > 0
    else { return nil }
    let kind = file.kind ?? first.kind
    let statesAnother = kind != first.kind && statesAFact(kind)
    return statesAnother || isNewFact(kind, since: first) ? nil : first.id
  }

  /// Whether the facts of a file may be outdated, because another file of its kind came in between.
  func isNewFact(_ kind: FileKind?, since earlier: ModelImport) -> Bool {
    statesAFact(kind)
      && root.imports[earlier.id...].contains { $0.wasImported && $0.kind == kind }
  }

  private func statesAFact(_ kind: FileKind?) -> Bool {
    kind == .quantities || kind == .etas || kind == .amendments
  }

  func longestBeginning(of file: ModelImport) -> ModelImport? {
    root.imports.filter {
      $0.wasImported && $0.name == file.name && $0.kind == file.kind && !$0.bytes.isEmpty
        && $0.bytes.count < file.bytes.count && file.bytes.starts(with: $0.bytes)
        && !isNewFact(file.kind, since: $0)
    }.max { ($0.bytes.count, $0.id) < ($1.bytes.count, $1.id) }
  }
}
