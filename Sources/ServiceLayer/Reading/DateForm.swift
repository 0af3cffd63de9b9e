/// A way to write dates, such as `DD.MM.YYYY`.
package struct DateForm: RawRepresentable, Equatable, Codable, Sendable {
  private enum Field: Equatable {
    case day, month
    case year(digits: Int)
    case separator(UInt8)
  }

  package let rawValue: String
  private let fields: [Field]

  /// Reads a pattern of one `DD`, one `MM` and one `YYYY` or `YY`, with points, dashes, slashes or
  /// spaces between them; nil for anything else.
  package init?(rawValue: String) {
    self.rawValue = rawValue
    var fields: [Field] = []
    var rest = Array(rawValue.utf8)[...]
    while let first = rest.first {
      let run = rest.prefix { $0 == first }
      rest = rest.dropFirst(run.count)
      switch (first, run.count) {
      case (UInt8(ascii: "D"), 2): fields.append(.day)
      case (UInt8(ascii: "M"), 2): fields.append(.month)
      case (UInt8(ascii: "Y"), 2), (UInt8(ascii: "Y"), 4): fields.append(.year(digits: run.count))
      case (UInt8(ascii: "."), 1), (UInt8(ascii: "-"), 1), (UInt8(ascii: "/"), 1),
        (UInt8(ascii: " "), 1):
        fields.append(.separator(first))
      default: return nil
      }
    }
    func isYear(_ field: Field) -> Bool { field == .year(digits: 2) || field == .year(digits: 4) }
    guard fields.filter({ $0 == .day }).count == 1, fields.filter({ $0 == .month }).count == 1,
      fields.filter(isYear).count == 1
    else { return nil }
    self.fields = fields
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let form = DateForm(rawValue: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a date format")
    }
    self = form
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }

  /// Writes a cell of this form as `YYYY-MM-DD` into a buffer, followed by the rest of the cell.
  ///
  /// With separators, a day or month may have one digit.
  ///
  /// - Returns: How many bytes were written; nil if the cell is not a date of this form or the
  ///   result does not fit.
  package func isoDate(
    of cell: UnsafeBufferPointer<UInt8>,
    into date: UnsafeMutableBufferPointer<UInt8>
  ) -> Int? {
    var (year, month, day) = (0, 0, 0)
    var position = 0
    func number(_ digits: Int, mayBeShort: Bool) -> Int? {
      var (value, count) = (0, 0)
      while count < digits, position < cell.count,
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(cell[position])
      {
        value = value * 10 + Int(cell[position] - UInt8(ascii: "0"))
        (count, position) = (count + 1, position + 1)
      }
      return count == digits || mayBeShort && count > 0 ? value : nil
    }
    let hasSeparators = fields.count > 3
    for field in fields {
      switch field {
      case .separator(let byte):
        guard position < cell.count, cell[position] == byte else { return nil }
        position += 1
      case .day:
        guard let found = number(2, mayBeShort: hasSeparators) else { return nil }
        day = found
      case .month:
        guard let found = number(2, mayBeShort: hasSeparators) else { return nil }
        month = found
      case .year(let digits):
        guard let found = number(digits, mayBeShort: false) else { return nil }
        year = digits == 2 ? 2000 + found : found
      }
    }
    let rest = cell[position...]
    guard 10 + rest.count <= date.count else { return nil }
    func write(_ value: Int, _ digits: Int, at start: Int) {
      var value = value
      for place in stride(from: start + digits - 1, through: start, by: -1) {
        date[place] = UInt8(ascii: "0") + UInt8(value % 10)
        value /= 10
      }
    }
    write(year, 4, at: 0)
    write(month, 2, at: 5)
    write(day, 2, at: 8)
    (date[4], date[7]) = (UInt8(ascii: "-"), UInt8(ascii: "-"))
    for (offset, byte) in rest.enumerated() { date[10 + offset] = byte }
    return 10 + rest.count
  }
}
