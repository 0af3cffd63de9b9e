/// The units of a product that were ordered since reports were published last.
struct OrderedSince {
  /// The run that published those.
  private(set) var run = -1
  var units = 0

  init() {}

  init(run: Int, units: Int) {
    self.run = run
    self.units = units
  }

  /// Counts anew where reports have been published since.
  mutating func begin(after published: Int) {
    guard run != published else { return }
    self = OrderedSince(run: published, units: 0)
  }
}
