import Domain
import GRDB

/// The key of an order line, hashed once however often it is looked up.
struct LineKey: Equatable, Sendable {
  let orderID: OrderID
  let sku: Sku
  let hash: UInt64

  init(orderID: OrderID, sku: Sku) {
    self.orderID = orderID
    self.sku = sku
    hash = orderID.rawValue.mixed(into: sku.rawValue.mixed(into: Self.seed))
  }

  var arguments: StatementArguments { [orderID.rawValue, sku.rawValue] }

  /// Different in each process, so that nobody can make up keys that collide.
  private static let seed = UInt64.random(in: .min ... .max)
}

extension String {
  /// Mixes the text into a hash, eight bytes at a time.
  ///
  /// The standard hasher would cost more than all other steps of a lookup together.
  fileprivate func mixed(into seed: UInt64) -> UInt64 {
    var text = self
    return text.withUTF8 { bytes in
      let bytes = UnsafeRawBufferPointer(bytes)
      var hash = seed ^ UInt64(bytes.count)
      var next = 0
      while next + 8 <= bytes.count {
        hash = Self.mix(hash, bytes.loadUnaligned(fromByteOffset: next, as: UInt64.self))
        next += 8
      }
      var last: UInt64 = 0
      for byte in bytes[next...] { last = last << 8 | UInt64(byte) }
      return Self.mix(hash, last)
    }
  }

  /// Folds the 128-bit product: every bit of both sides reaches every bit of the result.
  private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = (left ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(
      by: right ^ 0xD1B5_4A32_D192_ED03
    )
    return product.high ^ product.low
  }
}
