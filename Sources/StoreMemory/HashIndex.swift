/// Finds positions in an array by the hash of their elements: a hash table with open addressing.
///
/// It stores no keys: the caller compares the element at a position. The table is built at the
/// first look-up.
struct HashIndex: Sendable {
  /// The hashes of the elements at positions 0, 1, 2 and so on.
  private var hashes: [UInt64] = []
  /// In each slot, the upper half of a hash, then a position plus one; 0 is a free slot.
  ///
  /// The number of slots is a power of two; at most half of them are used.
  private var slots: [UInt64] = []
  /// How many of the positions are in the table.
  private var placed = 0

  var count: Int { hashes.count }

  /// The position with this hash for which `isAt` returns true; nil if there is none.
  mutating func find(_ hash: UInt64, isAt: (Int) -> Bool) -> Int? {
    guard count > 0 else { return nil }
    placeAll()
    let mask = slots.count - 1
    return slots.withUnsafeBufferPointer { slots in
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 {
        // Half a hash rules out nearly all other entries without comparing them.
        if slots[slot] >> 32 == hash >> 32 {
          let position = Int(slots[slot] & 0xFFFF_FFFF) - 1
          if isAt(position) { return position }
        }
        slot = (slot + 1) & mask
      }
      return nil
    }
  }

  /// Adds the hash of the element at the next position.
  mutating func append(_ hash: UInt64) { hashes.append(hash) }

  private mutating func placeAll() {
    if 2 * count > slots.count {
      var size = 64
      while size < 3 * count { size *= 2 }
      slots = [UInt64](repeating: 0, count: size)
      placed = 0
    }
    while placed < count {
      place(placed)
      placed += 1
    }
  }

  private mutating func place(_ position: Int) {
    let hash = hashes[position]
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = (hash >> 32) << 32 | UInt64(position + 1)
  }
}
