package import CSVReading
package import Domain
import SafeText
package import ServiceLayer

/// The meaning of a record: a command, or all its faults.
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

/// Turns the records of one file into commands.
package struct RowDecoder {
  private let layout: FileLayout
  private let orderID: Int
  private let sku: Int
  private let quantity: Int
  private let reference: Int
  private let eta: Int?
  private let ignored: [Int]
  private let handedBack: HandedBack?
  private let secondHeader: SecondHeader

  /// Makes a decoder for files with this layout.
  package init(_ layout: FileLayout) {
    self.layout = layout
    orderID = layout[.orderID] ?? 0
    sku = layout[.sku] ?? 0
    quantity = layout[.quantity] ?? 0
    reference = layout[.reference] ?? layout[.batchReference] ?? 0
    eta = layout[.eta]
    ignored = (0..<layout.width).filter { !layout.used.contains($0) }
    handedBack = HandedBack(layout.names.map(\.exact))
    secondHeader = SecondHeader(layout)
  }

  /// Reads one record; all its faults are returned, not only the first.
  package func decode(_ record: CSVRecord) -> DecodedRow {
    if let fault = handedBack?.fault(of: record) { return .faults([fault]) }
    guard record.count == layout.width || isWholeEnough(record) else {
      if secondHeader.isFailed(record) { return .faults([SecondHeader.fault]) }
      return .faults(hinted([raggedness(of: record)], record))
    }
    var cells = CellReader(record: record, mapping: layout.mapping)
    for position in ignored { cells.checkEncoding(position, name: layout.names[position]) }
    let command = command(&cells)
    guard cells.faults.isEmpty, let command else {
      if secondHeader.isFailed(record) { return .faults([SecondHeader.fault]) }
      return .faults(hinted(cells.faults, record))
    }
    return secondHeader.isDone(record) ? .faults([SecondHeader.fault]) : .command(command)
  }

  private func hinted(_ faults: [RowFault], _ record: CSVRecord) -> [RowFault] {
    TotalsRow.hinted(faults, record, header: layout.mapping == nil ? nil : layout.names)
  }

  /// The line or batch that a row would create, as far as its cells can be read, even with other
  /// faults; nil if it creates none.
  func key(of record: CSVRecord) -> RowKey? {
    var cells = CellReader(record: record, mapping: layout.mapping)
    func name<Value: Name>(_ column: Column) -> Value? {
      guard let position = layout[column], position < record.count else { return nil }
      return cells.name(position, column)
    }
    switch layout.kind {
    case .batches:
      let reference: BatchReference? = name(.reference)
      return reference.map(RowKey.batch)
    case .orders, .allocations:
      let orderID: OrderID? = name(.orderID)
      let sku: Sku? = name(.sku)
      guard let orderID, let sku else { return nil }
      return .line(orderID, sku)
    default:
      return nil
    }
  }

  /// What a row names, even if the row has faults.
  func names(of record: CSVRecord) -> RowNames { RowNames(record, layout) }

  private func command(_ cells: inout CellReader) -> Command? {
    switch layout.kind {
    case .batches:
      let reference: BatchReference? = cells.name(reference, .reference)
      let sku: Sku? = cells.name(sku, .sku)
      let quantity = cells.units(quantity, .quantity, atLeast: 0)
      let eta = cells.day(eta, .eta)
      guard let reference, let sku, let quantity else { return nil }
      return .createBatch(
        CreateBatch(reference: reference, sku: sku, quantity: quantity, eta: eta)
      )
    case .quantities:
      let reference: BatchReference? = cells.nameToLookUp(reference, .reference)
      let quantity = cells.units(quantity, .quantity, atLeast: 0)
      guard let reference, let quantity else { return nil }
      return .changeBatchQuantity(ChangeBatchQuantity(reference: reference, quantity: quantity))
    case .etas:
      let reference: BatchReference? = cells.nameToLookUp(reference, .reference)
      let eta = cells.day(eta, .eta)
      guard let reference else { return nil }
      return .changeBatchETA(ChangeBatchETA(reference: reference, eta: eta))
    case .allocations:
      let line = line(&cells)
      let reference: BatchReference? = cells.name(reference, .batchReference)
      guard let reference, let line else { return nil }
      return .allocateTo(AllocateTo(line: line, reference: reference))
    case .orders:
      guard let line = line(&cells) else { return nil }
      return .allocate(Allocate(line: line))
    case .amendments:
      let orderID: OrderID? = cells.nameToLookUp(orderID, .orderID)
      let sku: Sku? = cells.nameToLookUp(sku, .sku)
      let quantity = cells.units(quantity, .quantity, atLeast: 1)
      guard let orderID, let sku, let quantity else { return nil }
      let line = OrderLine(orderID: orderID, sku: sku, quantity: quantity)
      return .changeOrderLineQuantity(ChangeOrderLineQuantity(line: line))
    case .cancellations:
      let orderID: OrderID? = cells.nameToLookUp(orderID, .orderID)
      guard layout[.sku] != nil else {
        return orderID.map { .cancelOrder(CancelOrder(orderID: $0)) }
      }
      let sku: Sku? = cells.nameToLookUp(sku, .sku)
      guard let sku, let orderID else { return nil }
      return .cancelOrderLine(CancelOrderLine(orderID: orderID, sku: sku))
    }
  }

  private func line(_ cells: inout CellReader) -> OrderLine? {
    let orderID: OrderID? = cells.name(orderID, .orderID)
    let sku: Sku? = cells.name(sku, .sku)
    let quantity = cells.units(quantity, .quantity, atLeast: 1)
    guard let orderID, let sku, let quantity else { return nil }
    return OrderLine(orderID: orderID, sku: sku, quantity: quantity)
  }

  /// Whether surplus cells of a row are empty, and its missing cells are unused.
  ///
  /// A last row without a line end may have been cut off, so it must be complete.
  private func isWholeEnough(_ record: CSVRecord) -> Bool {
    if record.count < layout.width {
      return record.count >= layout.requiredWidth && !record.lacksLineEnd
    }
    return (layout.width..<record.count).allSatisfy { record[$0].trimmed.isEmpty }
  }

  private func raggedness(of record: CSVRecord) -> RowFault {
    let found = record.count == 1 ? "1 cell" : "\(record.count) cells"
    guard record.count >= layout.width else {
      let text = shownValue(Array(record.map(Array.init).joined(separator: [UInt8(ascii: " ")])))
      return RowFault(
        .tooFewCells,
        reason: record.count >= layout.requiredWidth
          ? "\(found), the header has \(layout.width), and the line has no end: was it cut short?"
          : "\(found) ('\(text)'), the header has \(layout.width): fill in what is missing"
      )
    }
    return RowFault(
      .tooManyCells,
      reason: """
        \(found), the header has \(layout.width): was a number written as 1,000, or a comma left \
        unquoted?
        """
    )
  }
}

extension RowFault {
  init(_ code: FaultCode, column: String = "", value: String = "", reason: String) {
    self.init(code: code.rawValue, column: column, value: value, reason: reason)
  }
}
