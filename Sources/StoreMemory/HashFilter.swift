/// A Bloom filter of hashes: false positives are possible, false negatives are not.
///
/// All bits of a hash are in one word, so that a look-up costs one memory access per layer. The
/// filter grows by layers, each four times as large as the one before. With about ten bits per
/// hash, one answer in a hundred is a false positive. When the last layer is full, every answer is
/// "may contain".
struct HashFilter {
  /// How many hashes a word of 64 bits holds.
  private static let hashesPerWord = 6
  /// The size of the last layer: 16 MiB, with room for twelve million hashes.
  private static let mostWords = 1 << 21

  private var layers: [[UInt64]] = []
  /// How many hashes the last layer still has room for.
  private var room = 0
  private var isFull = false

  func mayContain(_ hash: UInt64) -> Bool {
    if isFull { return true }
    let bits = Self.bits(of: hash)
    return layers.contains { $0[Self.word(of: hash, in: $0)] & bits == bits }
  }

  mutating func include(_ hash: UInt64) {
    if room == 0, !isFull { grow() }
    guard !isFull else { return }
    room -= 1
    let last = layers.count - 1
    layers[last][Self.word(of: hash, in: layers[last])] |= Self.bits(of: hash)
  }

  private mutating func grow() {
    let words = layers.last.map { 4 * $0.count } ?? 1 << 13
    guard words <= Self.mostWords else {
      layers = []
      isFull = true
      return
    }
    layers.append([UInt64](repeating: 0, count: words))
    room = words * Self.hashesPerWord
  }

  /// The lower bits choose the word: the number of words is a power of two.
  private static func word(of hash: UInt64, in layer: [UInt64]) -> Int {
    Int(truncatingIfNeeded: hash) & (layer.count - 1)
  }

  /// Up to four bits of the word, chosen by the upper bits of the hash.
  private static func bits(of hash: UInt64) -> UInt64 {
    (1 << (hash >> 58)) | (1 << (hash >> 52 & 63)) | (1 << (hash >> 46 & 63))
      | (1 << (hash >> 40 & 63))
  }
}
