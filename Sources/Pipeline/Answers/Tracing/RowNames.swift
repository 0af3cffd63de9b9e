import CSVReading
import Domain
import ServiceLayer

/// The names in a row, as far as its cells can be read, even if the row has faults.
struct RowNames {
  let orderID: String?
  /// The original cells of the order id if it cannot be read; several if a rule joins them.
  let unreadOrderID: [String]
  let sku: String?
  let reference: String?
  /// As it came, without outer blanks.
  let quantity: String?

  init(_ record: CSVRecord, _ layout: FileLayout) {
    func name<Value: Name>(_ column: Column, as type: Value.Type) -> String? {
      guard let position = layout[column], position < record.count else { return nil }
      var cells = CellReader(record: record, mapping: layout.mapping)
      let value: Value?
      switch layout.kind {
      case .batches, .orders, .allocations: value = cells.name(position, column)
      default: value = cells.nameToLookUp(position, column)
      }
      return value?.rawValue
    }
    orderID = name(.orderID, as: OrderID.self)
    unreadOrderID =
      orderID == nil
      ? layout.parts(of: .orderID).map { position in
        guard position < record.count else { return "" }
        return String(decoding: record[position].unguarded, as: UTF8.self)
      } : []
    sku = name(.sku, as: Sku.self)
    reference =
      name(.reference, as: BatchReference.self) ?? name(.batchReference, as: BatchReference.self)
    quantity = layout[.quantity].flatMap { position in
      guard position < record.count, !record[position].trimmed.isEmpty else { return nil }
      return shownValue(record[position].trimmed)
    }
  }

  /// Reads a row that the ledger kept; nil if the columns of its file are not known.
  init?(_ row: KeptRow, of file: FileImport) throws {
    guard let kind = file.kind else { return nil }
    // Rows are kept as CSV records: under the header they are a file again.
    let reader = try CSVReader(kept: ByteSource(file.header + row.cells))
    guard let header = reader.header, let record = try reader.next() else { return nil }
    self.init(record, try FileLayout(header: header.cells, kind: kind, file.reading))
  }
}
