package import Domain

/// The shapes of all numeric order ids that were ever accepted.
///
/// Two ids that differ only by leading zeros have the same number of digits after the zeros, and
/// different lengths. There are few shapes, since the ids of one source have one length or no
/// leading zeros. So, for nearly every new id, no query is needed to see that no known id is its
/// twin.
package struct OrderIDShapes: Sendable {
  package struct Shape: Hashable, Sendable {
    /// How many digits follow the leading zeros.
    package let digits: Int
    package let length: Int

    package init(digits: Int, length: Int) {
      self.digits = digits
      self.length = length
    }

    /// Makes the shape of an id; nil if the id is not numeric.
    init?(_ orderID: OrderID) {
      let zeros = orderID.rawValue.withBytes { id -> Int? in
        guard id.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
        return id.prefix { $0 == UInt8(ascii: "0") }.count
      }
      guard let zeros else { return nil }
      let length = orderID.rawValue.utf8.count
      self.init(digits: length - zeros, length: length)
    }
  }

  private var lengths: [Int: [Int]] = [:]
  /// The shape seen last, if it is known and the only one with its number of digits: most ids have
  /// it.
  private var usual: Shape?

  package init(_ shapes: [Shape] = []) {
    for shape in shapes { lengths[shape.digits, default: []].append(shape.length) }
  }

  /// The ids that differ from this one only by leading zeros and may be known, the shortest first.
  package mutating func possibleTwins(of orderID: OrderID) -> [OrderID] {
    guard let shape = Shape(orderID), shape != usual, let known = lengths[shape.digits] else {
      return []
    }
    if known == [shape.length] {
      usual = shape
      return []
    }
    let digits = orderID.rawValue.utf8.suffix(shape.digits)
    return known.sorted().filter { $0 != shape.length }.map { length in
      let zeros = String(repeating: "0", count: length - shape.digits)
      return OrderID(rawValue: zeros + String(Substring(digits)))
    }
  }

  /// Adds the shape of an accepted id, and returns it if it is new.
  package mutating func include(_ orderID: OrderID) -> Shape? {
    guard let shape = Shape(orderID), shape != usual,
      lengths[shape.digits]?.contains(shape.length) != true
    else { return nil }
    usual = nil
    lengths[shape.digits, default: []].append(shape.length)
    return shape
  }
}
