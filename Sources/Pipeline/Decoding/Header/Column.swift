import ServiceLayer

/// A column that is required or optional in some kind of file.
enum Column: String, CaseIterable, Sendable {
  case orderID = "orderid"
  case sku
  case quantity = "qty"
  case reference = "ref"
  case batchReference = "batchref"
  case eta

  /// The folded header names that are accepted for it.
  var servingNames: [String] {
    switch self {
    case .orderID: ["orderid"]
    case .sku: ["sku"]
    case .quantity: ["qty", "quantity"]
    case .reference, .batchReference: ["ref", "reference", "batchref"]
    case .eta: ["eta"]
    }
  }
}

extension FileKind {
  /// The columns that a file of this kind must have, in the usual order.
  var requiredColumns: [Column] {
    switch self {
    case .batches: [.reference, .sku, .quantity]
    case .quantities: [.reference, .quantity]
    case .etas: [.reference, .eta]
    case .allocations: [.orderID, .sku, .quantity, .batchReference]
    case .orders, .amendments: [.orderID, .sku, .quantity]
    case .cancellations: [.orderID]
    }
  }

  var optionalColumns: [Column] {
    switch self {
    case .batches: [.eta]
    case .cancellations: [.sku]
    case .quantities, .etas, .allocations, .orders, .amendments: []
    }
  }

  /// The kind of a file by its name; nil if the name begins with the word of no kind.
  init?(name: FileName) {
    let start = name.withoutSender.bytes.prefix(16).map { $0 | (isASCIIUpper($0) ? 0x20 : 0) }
    guard let kind = FileKind.allCases.first(where: { start.starts(with: $0.rawValue.utf8) })
    else { return nil }
    self = kind
  }
}

func isASCIIUpper(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
}
