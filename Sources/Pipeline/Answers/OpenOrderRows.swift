import CSVReading
import Domain
import ServiceLayer

/// Finds the open rows of an order; there is no index of their keys.
struct OpenOrderRows {
  private let answers: Answers
  private static let kinds = [FileKind.allocations, .orders, .amendments, .cancellations]

  init(_ answers: Answers) { self.answers = answers }

  func rows(of orderID: String) throws -> [OpenOrderRow] {
    var found: [RowSource: OpenOrderRow] = [:]
    var files: [Int: FileImport] = [:]
    func look(for piece: [UInt8]) throws {
      try answers.store.answers.openRows(of: Self.kinds, containing: piece) { row in
        guard found[row.source] == nil else { return }
        let importID = row.source.importID
        let known = try files[importID] ?? answers.store.imports.find(importID)
        guard let file = known, let names = try RowNames(row, of: file),
          Self.areOf(orderID, names)
        else { return }
        files[importID] = file
        found[row.source] = try self.row(row, names, of: file)
      }
    }
    try look(for: Self.surePiece(of: orderID))
    for piece in Self.exponents(in: orderID) { try look(for: piece) }
    // A rule may have joined several cells.
    let parts = orderID.split(separator: "-")
    if found.isEmpty, parts.count > 1, let longest = parts.max(by: { $0.count < $1.count }) {
      try look(for: Self.surePiece(of: String(longest)))
    }
    return found.sorted { ($0.key.importID, $0.key.row) < ($1.key.importID, $1.key.row) }
      .map(\.value)
  }

  /// Whether a row names an order, perhaps as a spreadsheet has written its id.
  private static func areOf(_ orderID: String, _ names: RowNames) -> Bool {
    guard names.orderID == nil, !names.unreadOrderID.isEmpty else {
      return names.orderID == orderID
    }
    if names.unreadOrderID.joined(separator: "-") == orderID { return true }
    let parts = orderID.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    let cells = names.unreadOrderID
    return parts.count == cells.count
      && zip(cells, parts).allSatisfy { cell, part in
        cell == part || SpreadsheetChange.mayHaveMade(cell, of: part)
      }
  }

  /// The exponents that a spreadsheet may have written for the long numbers in an id.
  private static func exponents(in id: String) -> [[UInt8]] {
    id.split(separator: "-").filter { part in
      part.utf8.count >= 5 && part.utf8.allSatisfy { 0x30...0x39 ~= $0 }
    }.flatMap { part in
      let exponent = String(part.utf8.count - 1)
      return ["E+\(exponent)", "e+\(exponent)"].map { Array($0.utf8) }
    }
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
