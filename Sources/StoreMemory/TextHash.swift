extension String {
  /// Hashes the text, eight bytes at a time, starting from another hash.
  ///
  /// The standard hasher would cost more than all other steps of a look-up together.
  package func hash(from start: UInt64 = processSeed) -> UInt64 {
    withBytes { bytes in
      let bytes = UnsafeRawBufferPointer(bytes)
      var hash = start ^ UInt64(bytes.count)
      var next = 0
      while next + 8 <= bytes.count {
        hash = mix(hash, bytes.loadUnaligned(fromByteOffset: next, as: UInt64.self))
        next += 8
      }
      if bytes.count >= 8 {
        // The last eight bytes may overlap those before, which does no harm.
        let last = bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self)
        return mix(hash, last)
      }
      var last: UInt64 = 0
      while next < bytes.count {
        last = last << 8 | UInt64(bytes[next])
        next += 1
      }
      return mix(hash, last)
    }
  }
}

extension String {
  /// Calls the closure with the bytes of the text, without copying the string as `withUTF8` does.
  @inlinable
  @inline(__always)
  package func withBytes<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    try utf8.withContiguousStorageIfAvailable(body) ?? Array(utf8).withUnsafeBufferPointer(body)
  }
}

/// Different in each process, so that nobody can construct keys that collide.
package let processSeed = UInt64.random(in: .min ... .max)

/// Mixes two values by a 128-bit product: every bit of both affects every bit of the result.
func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
  let product = (left ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(
    by: right ^ 0xD1B5_4A32_D192_ED03
  )
  return product.high ^ product.low
}
