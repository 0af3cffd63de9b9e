import ServiceLayer

/// Guesses the form of a value that is not in allot's own form; a rule of the configuration can
/// name that form.
enum FormGuess {
  /// What to add to the reason why a cell is not a whole number.
  static func adviceOnNumber(
    _ cell: UnsafeBufferPointer<UInt8>,
    _ reading: FileReading?
  ) -> String {
    if let form = reading?.numbers {
      return ", or as \(form.wholeExamples); a fraction other than zeros is refused"
    }
    let forms = numberForms(of: cell)
    guard let first = forms.first else { return "" }
    guard forms.count > 1 else { return advice("numbers = \"\(first.form)\"", reading) }
    let each = forms.map { "\"\($0.form)\" if \($0.value) is meant" }
    let place = reading == nil ? "in a rule for its sender in allot.toml" : "in its rule"
    return ", or write \(place) numbers = \(each.joined(separator: ", or "))"
  }

  /// What to add to the reason why a cell is not a date.
  static func adviceOnDate(
    _ cell: UnsafeBufferPointer<UInt8>,
    _ reading: FileReading?
  ) -> String {
    guard reading?.dates == nil else { return "" }
    let forms = dateForms(of: String(decoding: cell.prefix(40), as: UTF8.self))
    guard !forms.isEmpty else { return "" }
    return advice("dates = \(forms.map { "\"\($0)\"" }.joined(separator: " or "))", reading)
  }

  /// The day of this century that a number stands for in a spreadsheet; nil if it is not such a
  /// number.
  static func dayOfSpreadsheet(_ cell: UnsafeBufferPointer<UInt8>) -> String? {
    guard cell.count == 5, let days = Int(String(decoding: cell, as: UTF8.self)),
      (36_526...73_050).contains(days)
    else { return nil }
    // Day 25569 is the first of 1970.
    return UTCTime.day((days - 25_569) * UTCTime.secondsOfADay)
  }

  private static func advice(_ setting: String, _ reading: FileReading?) -> String {
    reading == nil
      ? ", or write \(setting) in a rule for its sender in allot.toml"
      : ", or write \(setting) in its rule"
  }

  /// The forms in which a cell is a whole number, one for each possible value.
  private static func numberForms(
    of cell: UnsafeBufferPointer<UInt8>
  ) -> [(form: String, value: String)] {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { digits in
      var found: [(form: String, value: String)] = []
      for form in NumberForm.allCases {
        guard let count = form.digits(of: cell, into: digits) else { continue }
        let value = String(decoding: digits[..<count], as: UTF8.self)
        if !found.contains(where: { $0.value == value }) { found.append((form.rawValue, value)) }
      }
      return found
    }
  }

  /// The forms in which a text is a date; two if day and month may be swapped.
  private static func dateForms(of text: String) -> [String] {
    let date = text.prefix { $0.isNumber || ".-/".contains($0) }
    guard let separator = date.first(where: { !$0.isNumber }) else { return [] }
    let parts = date.split(separator: separator, omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0) }
    guard parts.count == 3, numbers.count == 3 else { return [] }
    func form(_ fields: String...) -> String { fields.joined(separator: String(separator)) }
    if parts[0].count == 4 {
      // With dashes it is allot's own form, but the day does not exist.
      let isOther = separator != "-" && isDay(numbers[2], ofMonth: numbers[1])
      return isOther ? [form("YYYY", "MM", "DD")] : []
    }
    guard parts[2].count == 2 || parts[2].count == 4 else { return [] }
    let year = parts[2].count == 4 ? "YYYY" : "YY"
    var forms: [String] = []
    if isDay(numbers[0], ofMonth: numbers[1]) { forms.append(form("DD", "MM", year)) }
    if separator == "/", isDay(numbers[1], ofMonth: numbers[0]) {
      forms.append(form("MM", "DD", year))
    }
    return forms
  }

  private static func isDay(_ day: Int, ofMonth month: Int) -> Bool {
    (1...31).contains(day) && (1...12).contains(month)
  }
}

extension NumberForm {
  /// How it writes a whole number.
  fileprivate var wholeExamples: String {
    switch self {
    case .pointAndComma: "1.000 or 1.000,00"
    case .commaAndPoint: "1,000 or 1,000.00"
    case .spaceAndComma: "1 000 or 1 000,00"
    case .apostropheAndPoint: "1'000 or 1'000.00"
    case .comma: "1000,00"
    }
  }
}
