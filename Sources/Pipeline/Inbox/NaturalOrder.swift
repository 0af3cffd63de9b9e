import ServiceLayer

extension FileName {
  /// Whether the name comes before another as people sort them.
  ///
  /// The ending does not count, and digits are compared as numbers; otherwise bytes are compared.
  ///
  /// So `orders-9` comes before `orders-10`, and `orders.csv` before `orders (1).csv`.
  func precedes(_ other: FileName) -> Bool {
    let (left, right) = (stem, other.stem)
    var (i, j) = (left.startIndex, right.startIndex)
    while i < left.endIndex, j < right.endIndex {
      if isDigit(left[i]), isDigit(right[j]) {
        let (a, b) = (left[i...].prefix(while: isDigit), right[j...].prefix(while: isDigit))
        let (x, y) = (a.drop { $0 == UInt8(ascii: "0") }, b.drop { $0 == UInt8(ascii: "0") })
        if x.count != y.count { return x.count < y.count }
        if !x.elementsEqual(y) { return x.lexicographicallyPrecedes(y) }
        (i, j) = (a.endIndex, b.endIndex)
      } else if left[i] != right[j] {
        return left[i] < right[j]
      } else {
        (i, j) = (i + 1, j + 1)
      }
    }
    guard i == left.endIndex, j == right.endIndex else { return i == left.endIndex }
    // They differ in zeros before a number, or in the ending.
    let (name, otherName) = (withoutSender.bytes, other.withoutSender.bytes)
    guard name == otherName else { return name.lexicographicallyPrecedes(otherName) }
    return (sender ?? "") < (other.sender ?? "")
  }

  private var stem: ArraySlice<UInt8> {
    let bytes = withoutSender.bytes
    return ends(in: ".csv") ? bytes.dropLast(4) : bytes[...]
  }
}

private func isDigit(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}
