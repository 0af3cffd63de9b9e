import Foundation

extension String {
  /// The text in NFC, so that what looks the same is the same bytes.
  ///
  /// Swift compares strings by canonical equivalence, SQLite by bytes: only in one form do they
  /// agree on which skus are the same.
  var normalized: String { precomposedStringWithCanonicalMapping }
}
