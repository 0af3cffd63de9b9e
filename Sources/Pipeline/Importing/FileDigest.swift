import Crypto
import FileSystem

/// The SHA-256 of a file, and of its beginnings up to some sizes.
struct FileDigest {
  let sha256: String
  let size: Int
  /// The digests of the first so many bytes, for those sizes that the file has.
  let beginnings: [Int: String]

  /// Reads the file from its first byte to its last.
  init(of file: InputFile, beginnings sizes: some Sequence<Int>) throws {
    try file.rewind()
    var wanted = Set(sizes).sorted()[...]
    var hash = SHA256()
    var size = 0
    var beginnings: [Int: String] = [:]
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    while case let count = try file.read(into: buffer), count > 0 {
      var rest = UnsafeRawBufferPointer(rebasing: buffer[..<count])
      while let next = wanted.first, next <= size + rest.count {
        let piece = UnsafeRawBufferPointer(rebasing: rest[..<(next - size)])
        hash.update(bufferPointer: piece)
        rest = UnsafeRawBufferPointer(rebasing: rest[piece.count...])
        size = next
        beginnings[next] = Self.hex(hash.finalize())
        wanted = wanted.dropFirst()
      }
      hash.update(bufferPointer: rest)
      size += rest.count
    }
    sha256 = Self.hex(hash.finalize())
    self.size = size
    self.beginnings = beginnings
  }

  private static func hex(_ digest: SHA256.Digest) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
      as: UTF8.self
    )
  }
}
