import Domain
import GRDB

/// The available quantity of a batch, and the head of its chain.
struct BatchStock: Sendable {
  let product: Int
  let batch: Int
  let available: Int
  let newest: LineNumber?
}

extension Row {
  /// A day, or NULL.
  func day(_ column: Int) -> Day? { (self[column] as String?).flatMap { Day($0.utf8) } }

  /// The number of a line, or NULL.
  func lineNumber(_ column: Int) -> LineNumber? { (self[column] as Int?).map(LineNumber.init) }
}
