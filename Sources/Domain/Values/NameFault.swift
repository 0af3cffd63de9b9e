/// Why a text cannot be a sku, an order id or a batch reference.
package enum NameFault: Error, Equatable, Sendable {
  case notUTF8
  case lineBreak
  case empty
  /// The length in bytes, in the form in which texts are compared.
  case tooLong(Int)
  /// A control or format character, a separator, or a space other than the plain one.
  case unseen(Unicode.Scalar)
  /// A spreadsheet has turned it into a number: `2.6E+12`, `2,61E+12`, `1001.0`.
  case spreadsheetDamage
  /// A spreadsheet shows it instead of a value: `#REF!`, `#N/A`.
  case spreadsheetError
  /// A database or a script writes it for a missing value: `NULL`, `NaN`.
  case standsForNothing
}
