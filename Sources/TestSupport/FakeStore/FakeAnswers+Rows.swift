import Domain
import ServiceLayer

/// The results of files and their rows, found by plain loops.
extension FakeAnswers {
  func imports(named name: FileName) -> [FileImport] {
    store.tables.imports.reversed().filter { $0.name == name && $0.retryOf == nil }
  }

  func imports(namedFrom beginning: FileName) -> [FileImport] {
    store.tables.imports.reversed().filter {
      $0.name.bytes.starts(with: beginning.bytes) && $0.retryOf == nil
    }
  }

  func fileName(displayedAs text: String) -> FileName? {
    store.tables.imports.map(\.name).sorted().first { $0.displayed == text }
  }

  func retries(of importID: Int) -> [FileImport] {
    store.tables.imports.filter { $0.retryOf == importID }
  }

  func keptRow(of importID: Int, line: Int) -> KeptRow? {
    store.tables.rows { $0.source.importID == importID && $0.source.line == line }.first
  }

  func importThatApplied(row: Int, among importIDs: [Int]) -> Int? {
    importIDs.first { importID in
      let number = LineNumber(importID: importID, row: row)
      return store.memory.model.lines[number] != nil
        || store.feed.changes.contains { $0.position.cause == number.rawValue }
    }
  }

  func importThatCancelled(_ orderID: OrderID, importID: Int, line: Int) -> Int? {
    store.memory.model.lines.values.first {
      $0.line.orderID == orderID && $0.cancelled?.row.importID == importID
        && $0.cancelled?.row.line == line
    }?.cancelled?.importID
  }

  func batch(_ reference: BatchReference) -> KnownBatch? {
    store.memory.model.batches[reference].map {
      KnownBatch(
        batch: BatchToday($0.batch, of: $0.first.sku),
        importID: $0.source.importID,
        line: $0.source.line
      )
    }
  }

  func firstBatch(of sku: Sku) -> KnownBatch? {
    store.memory.model.batches(of: sku).first.flatMap { batch($0.reference) }
  }

  func lineCounts(broughtBy importIDs: [Int]) -> LineCounts {
    var counts = LineCounts()
    for (number, line) in store.memory.model.lines
    where importIDs.contains(number.rawValue >> 32) {
      if line.isCancelled {
        counts.cancelled += 1
      } else if line.batch == nil {
        counts.waiting += 1
      } else {
        counts.allocated += 1
      }
    }
    return counts
  }
}
