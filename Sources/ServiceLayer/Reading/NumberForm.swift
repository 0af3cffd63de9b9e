/// A way to write numbers, named by how it writes 1234.56.
package enum NumberForm: String, CaseIterable, Codable, Sendable {
  case pointAndComma = "1.234,56"
  case commaAndPoint = "1,234.56"
  case spaceAndComma = "1 234,56"
  case apostropheAndPoint = "1'234.56"
  case comma = "1234,56"

  /// The byte between groups of three digits; 0 if there is none.
  private var separator: UInt8 {
    switch self {
    case .pointAndComma: UInt8(ascii: ".")
    case .commaAndPoint: UInt8(ascii: ",")
    case .spaceAndComma: UInt8(ascii: " ")
    case .apostropheAndPoint: UInt8(ascii: "'")
    case .comma: 0
    }
  }

  private var point: UInt8 {
    switch self {
    case .commaAndPoint, .apostropheAndPoint: UInt8(ascii: ".")
    case .pointAndComma, .spaceAndComma, .comma: UInt8(ascii: ",")
    }
  }

  /// Writes the digits of a cell into a buffer; a minus sign is kept.
  ///
  /// Groups must be complete, and the first must not begin with 0: `1.23` is not read as 123, and
  /// `0.500` not as 500, because they may be meant as fractions.
  ///
  /// - Returns: How many bytes were written; nil if the cell is not a number of this form, has a
  ///   fraction other than zeros, or does not fit.
  package func digits(
    of cell: UnsafeBufferPointer<UInt8>,
    into digits: UnsafeMutableBufferPointer<UInt8>
  ) -> Int? {
    var count = 0
    var position = 0
    /// How many digits follow the last separator; nil before the first separator.
    var group: Int?
    func take(_ byte: UInt8) -> Bool {
      guard count < digits.count else { return false }
      digits[count] = byte
      count += 1
      return true
    }
    if cell.first == UInt8(ascii: "-") {
      guard take(UInt8(ascii: "-")) else { return nil }
      position = 1
    }
    let firstDigit = position
    while position < cell.count {
      let byte = cell[position]
      if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        guard take(byte) else { return nil }
        group = group.map { $0 + 1 }
      } else if byte == separator || isNoBreakSpace(cell, position) {
        let width = byte == separator ? 1 : 2
        let isWhole = group.map { $0 == 3 } ?? (1...3).contains(position - firstDigit)
        // A number with groups does not begin with 0: in another form, `0.500` is a half.
        guard isWhole, group != nil || cell[firstDigit] != UInt8(ascii: "0") else { return nil }
        group = 0
        position += width - 1
      } else {
        break
      }
      position += 1
    }
    guard count > (firstDigit == 0 ? 0 : 1), group == nil || group == 3 else { return nil }
    guard position < cell.count else { return count }
    guard cell[position] == point, position + 1 < cell.count,
      cell[(position + 1)...].allSatisfy({ $0 == UInt8(ascii: "0") })
    else { return nil }
    return count
  }

  /// Whether there is a no-break space where this form has a space, as spreadsheets write it.
  private func isNoBreakSpace(_ cell: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
    self == .spaceAndComma && cell[position] == 0xC2 && position + 1 < cell.count
      && cell[position + 1] == 0xA0
  }
}
