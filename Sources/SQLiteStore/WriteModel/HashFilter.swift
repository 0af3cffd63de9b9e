/// A set of hashes that may take a stranger for one of its own, but never the other way round.
///
/// A Bloom filter in which all bits of a hash lie in one word, so that a look costs one access of
/// memory. It grows by layers, each four times as large as the one before, at about ten bits for a hash,
/// which makes one mistake in a hundred; past its last layer it takes everything for its own.
struct HashFilter {
  /// How many hashes a word of 64 bits holds.
  private static let hashesPerWord = 6
  /// The last has 16 MiB, and room for twelve million hashes.
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

  /// The lower bits choose the word, which come in powers of two.
  private static func word(of hash: UInt64, in layer: [UInt64]) -> Int {
    Int(truncatingIfNeeded: hash) & (layer.count - 1)
  }

  /// Four of the word's bits, chosen by the upper bits.
  private static func bits(of hash: UInt64) -> UInt64 {
    (1 << (hash >> 58)) | (1 << (hash >> 52 & 63)) | (1 << (hash >> 46 & 63))
      | (1 << (hash >> 40 & 63))
  }
}
