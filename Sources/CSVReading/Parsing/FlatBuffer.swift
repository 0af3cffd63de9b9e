/// A growing array of plain values whose memory is reused; its address changes only at an append.
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

  /// Removes all but the first elements.
  mutating func truncate(to newCount: Int) {
    count = newCount
  }

  /// Removes the first elements and moves the others to the front.
  mutating func removeFirst(_ removed: Int) {
    count -= removed
    start.update(from: start + removed, count: count)
  }

  private mutating func reserve(_ extra: Int) {
    guard count + extra > capacity else { return }
    capacity = max(2 * capacity, count + extra)
    let grown = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
    grown.update(from: start, count: count)
    start.deallocate()
    start = grown
  }
}
