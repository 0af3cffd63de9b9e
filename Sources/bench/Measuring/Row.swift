/// A step of a scenario as its table shows it.
struct Row<Step: Hashable> {
  let step: Step
  let title: String
  /// What others call it that are compared with it.
  let name: String
  let ratios: [Ratio<Step>]
  /// Megabytes at the peak.
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

/// A step's seconds in those of another.
struct Ratio<Step: Hashable> {
  let other: Step
  let limit: Limit?
  /// How many times the other's work is done in it.
  let work: Double

  static func to(_ other: Step, _ limit: Limit? = nil, work: Double = 1) -> Self {
    Self(other: other, limit: limit, work: work)
  }
}
