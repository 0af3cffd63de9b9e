/// A growing array of plain values that reuses its memory; its address changes only at an append.
struct FlatBuffer<Element: BitwiseCopyable>: ~Copyable {
  private(set) var start: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
    start = .allocate(capacity: capacity)
  }

  deinit {
    start.deallocate()
  }

  mutating func append(_ element: Element) {
    reserve(1)
    start[count] = element
    count += 1
  }

  mutating func append(_ elements: UnsafeBufferPointer<Element>) {
    guard let first = elements.baseAddress else { return }
    reserve(elements.count)
    (start + count).update(from: first, count: elements.count)
    count += elements.count
  }

  /// Appends elements, and one more after them.
  @inline(__always)
  mutating func append(_ elements: UnsafeBufferPointer<Element>, then last: Element) {
    reserve(elements.count + 1)
    if let first = elements.baseAddress {
      (start + count).update(from: first, count: elements.count)
    }
    count += elements.count + 1
    start[count - 1] = last
  }

  mutating func replaceLast(with element: Element) { start[count - 1] = element }

  /// Removes all but the first elements.
  mutating func truncate(to newCount: Int) {
    count = newCount
  }

  /// Removes the first elements and moves the others to the front.
  mutating func removeFirst(_ removed: Int) {
    count -= removed
    start.update(from: start + removed, count: count)
  }

  @inline(__always)
  private mutating func reserve(_ extra: Int) {
    if count + extra > capacity { grow(by: extra) }
  }

  @inline(never)
  private mutating func grow(by extra: Int) {
    capacity = max(2 * capacity, count + extra)
    let grown = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
    grown.update(from: start, count: count)
    start.deallocate()
    start = grown
  }
}

extension FlatBuffer<UInt8> {
  /// Appends a number in decimal digits, and one byte after them.
  mutating func append(digitsOf number: UInt, then last: UInt8) {
    var digits = 1
    var rest = number / 10
    while rest > 0 {
      digits += 1
      rest /= 10
    }
    reserve(digits + 1)
    rest = number
    for place in (count..<(count + digits)).reversed() {
      start[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    count += digits + 1
    start[count - 1] = last
  }
}
