/// The names of the scenarios for `--only`.
enum ScenarioName: String, CaseIterable {
  case night, shuffle, growth, remnants, waiting

  static var list: String { allCases.map(\.rawValue).joined(separator: ",") }

  /// Makes the files, plays the rounds and returns the table.
  func measure(_ size: Size, _ stage: Stage, _ play: Play) throws -> String {
    switch self {
    case .night: try play(Night(size, stage))
    case .shuffle: try play(ShuffledNight(size, stage))
    case .growth: try play(Growth(size, stage))
    case .remnants: try play(Remnants(size, stage))
    case .waiting: try play(Waiting(size, stage))
    }
  }
}
