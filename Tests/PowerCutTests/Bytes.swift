import Glibc

/// The content of a file, whose hash is computed once.
///
/// A trace creates thousands of states of the same few files, which are distinguished by hash.
struct Bytes: Hashable {
  let bytes: [UInt8]
  private let digest: Int

  init(_ bytes: [UInt8] = []) {
    self.bytes = bytes
    var hasher = Hasher()
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    digest = hasher.finalize()
  }

  var count: Int { bytes.count }

  static func == (one: Bytes, other: Bytes) -> Bool {
    one.digest == other.digest && one.count == other.count
      && memcmp(one.bytes, other.bytes, one.count) == 0
  }

  func hash(into hasher: inout Hasher) { hasher.combine(digest) }

  /// The content after a write, with zeros in between if it begins after the end.
  func writing(_ new: [UInt8], at offset: Int) -> Bytes {
    var bytes = resize(to: max(count, offset + new.count))
    bytes.withUnsafeMutableBytes {
      guard let start = $0.baseAddress else { return }
      memcpy(start + offset, new, new.count)
    }
    return Bytes(bytes)
  }

  /// The content truncated, or filled up with zeros, to a size.
  func resized(to size: Int) -> Bytes { size == count ? self : Bytes(resize(to: size)) }

  private func resize(to size: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      filled = size
      guard let start = buffer.baseAddress else { return }
      memcpy(start, bytes, min(size, count))
      if size > count { memset(start + count, 0, size - count) }
    }
  }
}
