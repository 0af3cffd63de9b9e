import Domain
import ServiceLayer

/// Answers single questions about the fake store with plain loops.
final class FakeAnswers: AnswerSource {
  let store: FakeStore

  init(store: FakeStore) { self.store = store }

  private var model: WriteModel { store.memory.model }

  func lines(of orderID: OrderID) -> [LineToday] {
    model.numbers.filter { $0.key.orderID == orderID }.sorted { $0.key < $1.key }
      .compactMap { key, number in model.lines[number].map { today($0, number) } }
  }

  func waiting() -> WaitingLines {
    let lines = model.backorders.map(\.stored)
    let first = lines.map(\.since).min()
    return WaitingLines(
      lines: lines.count,
      units: lines.reduce(0) { $0 + $1.line.quantity },
      skus: Set(lines.map(\.line.sku)).count,
      oldest: store.tables.runs.first { $0.id == first }?.started
    )
  }

  func linesWaiting(upTo run: Int) -> Int {
    model.backorders.filter { $0.stored.since <= run }.count
  }

  func freeStock(of sku: Sku, naming most: Int) -> FreeStock {
    let free = model.batches(of: sku).filter { $0.availableQuantity > 0 }
      .sorted { ($1.availableQuantity, $0.number) < ($0.availableQuantity, $1.number) }
    return FreeStock(
      batches: free.count,
      units: free.reduce(0) { $0 + $1.availableQuantity },
      largest: free.prefix(most).map { BatchToday($0, of: sku) }
    )
  }

  func openRows(
    of kinds: [FileKind],
    containing bytes: [UInt8],
    _ row: (KeptRow) throws -> Void
  ) throws {
    let rows = store.tables.openRows {
      store.tables.find($0.source.importID)?.kind.map(kinds.contains) ?? false
        && (bytes.isEmpty || $0.cells.firstRange(of: bytes) != nil)
    }
    for found in rows { try row(found) }
  }

  private func today(_ stored: WriteModel.StoredLine, _ number: LineNumber) -> LineToday {
    LineToday(
      orderID: stored.line.orderID.rawValue,
      sku: stored.line.sku.rawValue,
      quantity: stored.line.quantity,
      ordered: place(stored.source, triedIn: number.rawValue >> 32),
      place: place(stored, number)
    )
  }

  private func place(
    _ stored: WriteModel.StoredLine,
    _ number: LineNumber
  ) -> LineToday.Place {
    if let origin = stored.cancelled {
      return .cancelled(
        by: place(origin.row, triedIn: origin.importID),
        whileWaiting: stored.wasWaiting
      )
    }
    if let batch = stored.batch.flatMap({ model.batches[$0]?.batch }) {
      return .allocated(BatchToday(batch, of: stored.line.sku))
    }
    let before = model.backorders.filter {
      $0.stored.line.sku == stored.line.sku && $0.number < number
    }
    let since = store.tables.runs.first { $0.id == stored.since }
    return .waiting(
      PlaceInQueue(
        since: since?.name ?? "",
        sinceStarted: since?.started ?? 0,
        linesBefore: before.count,
        unitsBefore: before.reduce(0) { $0 + $1.stored.line.quantity }
      )
    )
  }

  private func place(_ row: RowSource, triedIn importID: Int) -> RowPlace? {
    guard let file = store.tables.find(row.importID), let run = store.tables.run(ofImport: importID)
    else { return nil }
    return RowPlace(file: file.name.displayed, line: row.line, run: run.name)
  }
}

extension BatchToday {
  init(_ batch: Batch, of sku: Sku) {
    self.init(
      sku: sku.rawValue,
      reference: batch.reference.rawValue,
      eta: batch.eta?.description,
      purchased: batch.purchasedQuantity,
      available: batch.availableQuantity
    )
  }
}
