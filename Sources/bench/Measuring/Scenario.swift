/// Something to find out: its files are made once, then rounds are played.
protocol Scenario {
  associatedtype Step: Hashable

  /// The table, row by row.
  var rows: [Row<Step>] { get }

  /// Does everything once, each on fresh files, and has the results checked.
  ///
  /// What only prepares a step is not timed. A check that takes long is due in the first round.
  func play(isFirst: Bool) throws -> [Step: Child]

  /// What was measured, for over the table; asked when all rounds are played.
  func heading() throws -> String
}
