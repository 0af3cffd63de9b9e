import Crypto
import FileSystem

/// The SHA-256 of a file, and of its beginnings up to some sizes.
struct FileDigest {
  let sha256: String
  let size: Int
  /// The digests of the beginnings of the file, by their sizes.
  let beginnings: [Int: String]
}

extension FileDigest {
  /// Reads the file from its first byte to its last.
  init(of file: InputFile, beginnings sizes: some Sequence<Int>) throws {
    var builder = DigestBuilder(beginnings: sizes)
    try file.forEachChunk { builder.add($0) }
    self = builder.finish()
  }
}

/// Computes the digest of bytes as they are read.
struct DigestBuilder {
  private var wanted: ArraySlice<Int>
  private var hash = SHA256()
  private var size = 0
  private var beginnings: [Int: String] = [:]

  init(beginnings sizes: some Sequence<Int>) { wanted = Set(sizes).sorted()[...] }

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes
    while let next = wanted.first, next <= size + rest.count {
      hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: rest[..<(next - size)]))
      rest = UnsafeRawBufferPointer(rebasing: rest[(next - size)...])
      size = next
      beginnings[next] = Self.hex(hash.finalize())
      wanted = wanted.dropFirst()
    }
    hash.update(bufferPointer: rest)
    size += rest.count
  }

  func finish() -> FileDigest {
    FileDigest(sha256: Self.hex(hash.finalize()), size: size, beginnings: beginnings)
  }

  private static func hex(_ digest: SHA256.Digest) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
      as: UTF8.self
    )
  }
}
