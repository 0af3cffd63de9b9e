/// Something to measure: its files are made once, then rounds are played.
protocol Scenario {
  associatedtype Step: Hashable

  /// The table, row by row.
  var rows: [Row<Step>] { get }

  /// Does everything once, each time on fresh files, and checks the results.
  ///
  /// Preparations are not timed. Slow checks are made only in the first round.
  func play(isFirst: Bool) throws -> [Step: Child]

  /// The text above the table; used after all rounds are played.
  func heading() throws -> String
}
