import GRDB

/// Lets SQLite assign a row number if it is the highest plus one.
///
/// Then SQLite does not check whether the number is free, which would cost as much as writing the
/// row.
struct RisingNumbers {
  private var highest: Int

  /// Starts after the highest `number` of a table.
  init(afterHighestOf table: String, _ db: Database) throws {
    highest = try Int.fetchOne(db, sql: "SELECT max(number) FROM \(table)") ?? 0
  }

  /// The number with which to insert the next row; nil if SQLite will assign the same number.
  mutating func explicitNumber(for number: Int) -> Int? {
    let isNext = number == highest &+ 1
    highest = max(highest, number)
    return isNext ? nil : number
  }
}
