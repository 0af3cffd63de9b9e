package import CSVReading
package import Domain
import SafeText
package import ServiceLayer

/// What a record says: a command, or all that is wrong with it.
package enum DecodedRow: Equatable {
  case command(Command)
  case faults([RowFault])

  var command: Command? {
    guard case .command(let command) = self else { return nil }
    return command
  }

  var faults: [RowFault] {
    guard case .faults(let faults) = self else { return [] }
    return faults
  }
}

/// Makes commands of the records of one file.
package struct RowDecoder {
  private let layout: FileLayout
  private let orderID: Int
  private let sku: Int
  private let quantity: Int
  private let reference: Int
  private let eta: Int?
  private let used: Set<Int>
  private let ignored: [Int]
  /// The columns whose header cell is empty, as spreadsheets write one that has a value somewhere.
  private let nameless: [Int]

  /// Makes a decoder of files with this layout.
  package init(_ layout: FileLayout) {
    self.layout = layout
    orderID = layout[.orderID] ?? 0
    sku = layout[.sku] ?? 0
    quantity = layout[.quantity] ?? 0
    reference = layout[.reference] ?? layout[.batchReference] ?? 0
    eta = layout[.eta]
    let used = Set(Column.allCases.compactMap { layout[$0] })
    self.used = used
    ignored = (0..<layout.width).filter { !used.contains($0) }
    nameless = ignored.filter { layout.names[$0].isEmpty }
  }

  /// Reads one record; every fault of it is named, not only the first.
  package func decode(_ record: CSVRecord) -> DecodedRow {
    guard record.count == layout.width, nameless.allSatisfy({ record[$0].trimmed.isEmpty }) else {
      return .faults([raggedness(of: record)])
    }
    var cells = CellReader(record: record)
    for position in ignored { cells.checkEncoding(position, name: layout.names[position]) }
    let command = command(&cells)
    guard cells.faults.isEmpty, let command, !hasOnlyTexts || !isSecondHeader(record) else {
      return .faults(isSecondHeader(record) ? [secondHeader] : cells.faults)
    }
    return .command(command)
  }

  private func command(_ cells: inout CellReader) -> Command? {
    switch layout.kind {
    case .batches:
      let reference = cells.text(reference, .reference)
      let sku = cells.text(sku, .sku)
      let quantity = cells.number(quantity, .quantity, atLeast: 0)
      let eta = cells.day(eta, .eta)
      guard let reference, let sku, let quantity else { return nil }
      return .createBatch(
        CreateBatch(
          reference: BatchReference(rawValue: reference),
          sku: Sku(rawValue: sku),
          quantity: quantity,
          eta: eta
        )
      )
    case .quantities:
      let reference = cells.text(reference, .reference)
      let quantity = cells.number(quantity, .quantity, atLeast: 0)
      guard let reference, let quantity else { return nil }
      return .changeBatchQuantity(
        ChangeBatchQuantity(reference: BatchReference(rawValue: reference), quantity: quantity)
      )
    case .etas:
      let reference = cells.text(reference, .reference)
      let eta = cells.day(eta, .eta)
      guard let reference else { return nil }
      return .changeBatchETA(
        ChangeBatchETA(reference: BatchReference(rawValue: reference), eta: eta)
      )
    case .allocations:
      let line = line(&cells)
      guard let reference = cells.text(reference, .batchReference), let line else { return nil }
      return .allocateTo(AllocateTo(line: line, reference: BatchReference(rawValue: reference)))
    case .orders:
      return line(&cells).map { .allocate(Allocate(line: $0)) }
    case .cancellations:
      let orderID = cells.text(orderID, .orderID)
      guard let sku = cells.text(sku, .sku), let orderID else { return nil }
      return .cancelOrderLine(
        CancelOrderLine(orderID: OrderID(rawValue: orderID), sku: Sku(rawValue: sku))
      )
    }
  }

  private func line(_ cells: inout CellReader) -> OrderLine? {
    let orderID = cells.text(orderID, .orderID)
    let sku = cells.text(sku, .sku)
    let quantity = cells.number(quantity, .quantity, atLeast: 1)
    guard let orderID, let sku, let quantity else { return nil }
    return OrderLine(
      orderID: OrderID(rawValue: orderID),
      sku: Sku(rawValue: sku),
      quantity: quantity
    )
  }

  private func raggedness(of record: CSVRecord) -> RowFault {
    let found = record.count == 1 ? "1 cell" : "\(record.count) cells"
    guard record.count >= layout.width else {
      return RowFault(
        .tooFewCells,
        reason: "\(found), the header has \(layout.width): fill in what is missing"
      )
    }
    return RowFault(
      .tooManyCells,
      reason: """
        \(found), the header has \(layout.width - nameless.count): was a number written as 1,000, or \
        a comma left unquoted?
        """
    )
  }

  /// Whether a header line would pass for a row: no column wants a number or a date.
  private var hasOnlyTexts: Bool { layout.kind == .cancellations }

  /// Whether a row says the names of the columns that are used; what another header calls the
  /// others does not matter.
  private func isSecondHeader(_ record: CSVRecord) -> Bool {
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    return used.allSatisfy { position in
      var name = Array(record[position])
      if position == 0, name.starts(with: byteOrderMark) { name.removeFirst(byteOrderMark.count) }
      return FileLayout.folded(name) == layout.names[position]
    }
  }

  private var secondHeader: RowFault {
    RowFault(
      .secondHeader,
      reason: "a second header line: were two files glued together? remove this line"
    )
  }
}

extension RowFault {
  init(_ code: FaultCode, column: String = "", value: String = "", reason: String) {
    self.init(code: code.rawValue, column: column, value: value, reason: reason)
  }
}
