import Domain
import ServiceLayer

extension RowFault {
  /// What a spreadsheet may have made of a sku that nobody knows; empty where it looks innocent.
  ///
  /// Excel turns 00123 into 123, 1-3 into 1-Mar and long numbers into 1.23E+05 as soon as a file is
  /// opened and saved.
  static func spreadsheetHint(for sku: Sku, in products: any ProductRepository) throws -> String {
    let text = sku.rawValue
    if text.wholeMatch(of: /[0-9](\.[0-9]+)?[eE][+-]?[0-9]+/) != nil
      || text.wholeMatch(of: /[0-9]{1,2}-[A-Z][a-z]{2}/) != nil
    {
      return "; it looks as if a spreadsheet had rewritten it: export the column as text"
    }
    guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return ""
    }
    for zeros in 1...6 {
      let padded = String(repeating: "0", count: zeros) + text
      if try products.get(Sku(rawValue: padded)) != nil {
        return "; \(padded) is known: a spreadsheet may have cut its zeros off"
      }
    }
    return ""
  }
}
