import CSVReading
import Domain
package import ServiceLayer

/// An open row of an order: it is deferred, or was rejected and not corrected yet.
package struct OpenOrderRow: Equatable, Sendable, Encodable {
  /// A known name, and the row that created it, if that is known.
  package struct Near: Equatable, Sendable, Encodable {
    package let name: String
    package let row: RowPlace?
  }

  /// Where it came from; the run is the first one that read it.
  package let came: RowPlace
  package let nights: Int
  package let kind: String
  /// As far as the cells can be read.
  package let sku: String?
  package let qty: String?
  package let isDeferred: Bool
  package let faults: [RowFault]
  /// The known name that is similar to the unknown one.
  package let near: Near?
  /// If its sku is unknown: rejected rows that would have created it.
  package let refused: [RefusedBatch]
  /// The day from which it is rejected if it is still deferred then.
  package let until: String?
  /// The file in `rejects/` that has it.
  package let rejectsFile: String?

  /// Whether it asks for a new line, not for a change of one.
  package var asksForALine: Bool {
    kind == FileKind.orders.rawValue || kind == FileKind.allocations.rawValue
  }
}

/// Finds the open rows of an order; there is no index of their keys.
struct OpenOrderRows {
  private let answers: Answers
  private static let kinds = [FileKind.allocations, .orders, .amendments, .cancellations]

  init(_ answers: Answers) { self.answers = answers }

  func rows(of orderID: String) throws -> [OpenOrderRow] {
    var found: [OpenOrderRow] = []
    var files: [Int: FileImport] = [:]
    try answers.store.answers.openRows(
      of: Self.kinds,
      containing: Self.surePiece(of: orderID)
    ) { row in
      let importID = row.source.importID
      let known = try files[importID] ?? answers.store.imports.find(importID)
      guard let file = known, let names = try RowNames(row, of: file), names.orderID == orderID
      else { return }
      files[importID] = file
      if let open = try self.row(row, names, of: file) { found.append(open) }
    }
    return found
  }

  private func row(
    _ row: KeptRow,
    _ names: RowNames,
    of file: FileImport
  ) throws -> OpenOrderRow? {
    guard let run = try answers.store.runs.run(of: file) else { return nil }
    let isDeferred = row.outcome == .deferred
    let days = answers.newest?.settings.deferDays ?? 0
    let tried = try isDeferred ? nil : answers.store.imports.find(row.triedIn)
    return OpenOrderRow(
      came: RowPlace(file: file.name.displayed, line: row.source.line, run: run.name),
      nights: answers.nights(since: run.started),
      kind: file.kind?.rawValue ?? "",
      sku: names.sku,
      qty: names.quantity,
      isDeferred: isDeferred,
      faults: row.faults,
      near: try isDeferred ? row.faults.last.flatMap(near) : nil,
      refused: try isDeferred ? refused(row) : [],
      until: isDeferred ? UTCTime.day(run.started + days * UTCTime.secondsOfADay) : nil,
      rejectsFile: tried?.rejectsFile?.displayed
    )
  }

  private func refused(_ row: KeptRow) throws -> [RefusedBatch] {
    guard let fault = row.faults.last, fault.code == FaultCode.unknownSku.rawValue else {
      return []
    }
    return try RefusedBatches(answers.store).rows(of: fault.value)
  }

  private func near(_ fault: RowFault) throws -> OpenOrderRow.Near? {
    guard let kind = NameKind(ofFault: fault.code),
      let name = try answers.store.reports.nearest(kind, to: fault.value), name != fault.value
    else { return nil }
    var row: RowPlace?
    switch kind {
    case .sku:
      row = try answers.store.answers.firstBatch(of: Sku(rawValue: name)).flatMap(place)
    case .order:
      row = try answers.store.answers.lines(of: OrderID(rawValue: name)).first?.ordered
    case .batch:
      row = try answers.store.answers.batch(BatchReference(rawValue: name)).flatMap(place)
    }
    return OpenOrderRow.Near(name: name, row: row)
  }

  private func place(of batch: KnownBatch) throws -> RowPlace? {
    guard let file = try answers.store.imports.find(batch.importID),
      let run = try answers.store.runs.run(of: file)
    else { return nil }
    return RowPlace(file: file.name.displayed, line: batch.line, run: run.name)
  }

  /// The longest piece of an id that a cell with the id certainly contains as bytes.
  ///
  /// Other characters may have been quoted, or changed by Unicode normalization: a Kelvin sign
  /// becomes `K`.
  static func surePiece(of id: String) -> [UInt8] {
    let pieces = id.utf8.split { byte in
      !(0x21...0x7E).contains(byte) || "\"`;K".utf8.contains(byte)
    }
    return pieces.max { $0.count < $1.count }.map(Array.init) ?? []
  }
}
