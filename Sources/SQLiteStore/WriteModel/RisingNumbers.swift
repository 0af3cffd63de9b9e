import GRDB

/// Leaves row numbers that rise by one to SQLite.
///
/// A row that is inserted without a number gets the highest number plus one. SQLite then need not
/// check whether the number is free, which would cost as much as writing the row.
struct RisingNumbers {
  private var highest: Int

  /// Starts after the highest `number` of a table.
  init(behindHighestOf table: String, _ db: Database) throws {
    highest = try Int.fetchOne(db, sql: "SELECT max(number) FROM \(table)") ?? 0
  }

  /// The number with which to insert the next row; nil if SQLite will assign the same number.
  mutating func given(_ number: Int) -> Int? {
    let isNext = number == highest &+ 1
    highest = max(highest, number)
    return isNext ? nil : number
  }
}
