package import Domain
package import ServiceLayer

extension Sku: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { self.init(rawValue: text) }
}

extension OrderID: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { self.init(rawValue: text) }
}

extension BatchReference: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { self.init(rawValue: text) }
}

extension FileName: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { self.init(text) }
}

extension LineNumber: ExpressibleByIntegerLiteral {
  package init(integerLiteral number: Int) { self.init(rawValue: number) }
}

extension Day: ExpressibleByStringLiteral {
  /// Reads `YYYY-MM-DD`; stops the test if it is not a real day.
  package init(stringLiteral text: String) {
    guard let day = Day(text.utf8) else { preconditionFailure("'\(text)' is not a day") }
    self = day
  }
}
