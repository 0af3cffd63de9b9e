/// The units of a product that were ordered since the last publication of reports.
struct OrderedSince {
  /// The run that published those reports.
  private(set) var run = -1
  var units = 0

  init() {}

  init(run: Int, units: Int) {
    self.run = run
    self.units = units
  }

  /// Restarts the count at 0 if another run has published reports since.
  mutating func begin(after published: Int) {
    guard run != published else { return }
    self = OrderedSince(run: published, units: 0)
  }
}
