/// Plays the rounds of a scenario, and returns its table.
struct Play {
  let rounds: Int
  /// Whether numbers over their limit are marked.
  let marks: Bool
  /// Called with the number of each round when it begins.
  let progress: (Int) -> Void

  func callAsFunction(_ scenario: some Scenario) throws -> String {
    let played = try (1...rounds).map { number in
      progress(number)
      return try scenario.play(isFirst: number == 1)
    }
    let table = Table(rows: scenario.rows, rounds: played, marks: marks)
    return try scenario.heading() + "\n" + table.text
  }
}
