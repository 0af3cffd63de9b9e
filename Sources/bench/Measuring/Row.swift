/// A step of a scenario, as a row of its table.
struct Row<Step: Hashable> {
  let step: Step
  let title: String
  /// Its name in rows that are compared with it.
  let name: String
  let ratios: [Ratio<Step>]
  /// Peak memory in megabytes.
  let memory: Limit?

  init(
    _ step: Step,
    _ title: String,
    as name: String = "",
    _ ratios: Ratio<Step>...,
    memory: Limit? = nil
  ) {
    self.step = step
    self.title = title
    self.name = name
    self.ratios = ratios
    self.memory = memory
  }
}

/// The ratio of a step's time to that of another step.
struct Ratio<Step: Hashable> {
  let other: Step
  let limit: Limit?
  /// How many times as much work it does as the other step.
  let work: Double

  static func to(_ other: Step, _ limit: Limit? = nil, work: Double = 1) -> Self {
    Self(other: other, limit: limit, work: work)
  }
}
