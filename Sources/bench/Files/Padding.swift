extension Int {
  /// The number with spaces between groups of three digits.
  var grouped: String {
    self < 1000 ? "\(self)" : "\((self / 1000).grouped) \((self % 1000).padded(3))"
  }

  fileprivate func padded(_ width: Int) -> String { String(self).padded(width, with: "0") }
}

extension Double {
  /// The number, rounded to some decimals.
  func rounded(decimals: Int) -> String {
    let power = (0..<decimals).reduce(1) { power, _ in power * 10 }
    let scaled = Int((self * Double(power)).rounded())
    return decimals == 0
      ? "\(scaled)" : "\(scaled / power).\((scaled % power).padded(decimals))"
  }
}

extension String {
  /// The text aligned to the right.
  func padded(_ width: Int, with filler: Character = " ") -> String {
    String(repeating: filler, count: Swift.max(0, width - count)) + self
  }

  /// The text aligned to the left.
  func filled(_ width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }
}
