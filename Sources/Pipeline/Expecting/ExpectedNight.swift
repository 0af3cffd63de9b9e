package import ServiceLayer

/// What came for one expectation in a night: in an `allot run`, and in the runs that began within 20
/// hours after it.
///
/// Each arrival belongs to one night, so that what made up for one night is not missed in the next.
package struct ExpectedNight: Equatable, Sendable {
  /// When the night's first run began, in seconds since 1970.
  package let started: Int
  package let arrivals: [Arrival]

  package init(started: Int, arrivals: [Arrival]) {
    self.started = started
    self.arrivals = arrivals
  }

  /// The first run of each night, oldest first; `starts` are those since a time.
  static func firsts(_ starts: [NightStart], since time: Int) -> [NightStart] {
    var firsts: [NightStart] = []
    for start in starts[whole(starts, since: time)...]
    where firsts.last.map({ !isOneNight($0.started, start.started) }) ?? true {
      firsts.append(start)
    }
    return firsts
  }

  /// The nights that begin with these runs, newest first; both lists are oldest first.
  ///
  /// What came after a night and before the next belongs to the next.
  static func all(_ firsts: [NightStart], _ arrivals: [Arrival]) -> [ExpectedNight] {
    var nights = firsts.map { _ in [Arrival]() }
    var next = 0
    for arrival in arrivals {
      while next < firsts.count, firsts[next].run <= arrival.run { next += 1 }
      if next > 0, isOneNight(firsts[next - 1].started, arrival.started) {
        nights[next - 1].append(arrival)
      } else if next < firsts.count,
        // Of what came before the first, it is not known whether it is of a night before that.
        next > 0 || isOneNight(firsts[next].started, arrival.started)
      {
        nights[next].append(arrival)
      }
    }
    return zip(firsts, nights).map { ExpectedNight(started: $0.started, arrivals: $1) }.reversed()
  }

  private static func isOneNight(_ one: Int, _ other: Int) -> Bool {
    abs(one - other) < CoveredRuns.seconds
  }

  /// Where the first whole night begins.
  ///
  /// The time may lie amid a night, whose second run must not be taken for the first of one: it is
  /// the run of the first two days before which there was none for longest.
  private static func whole(_ starts: [NightStart], since time: Int) -> Int {
    var (first, longest, before) = (0, Int.min, time)
    for (place, start) in starts.enumerated()
    where start.started - time < 2 * UTCTime.secondsOfADay {
      if start.started - before > longest { (first, longest) = (place, start.started - before) }
      before = start.started
    }
    return first
  }

  /// Those that were read.
  var taken: [Arrival] { arrivals.filter(\.state.wasImported) }
  var duplicates: [Arrival] { arrivals.filter { $0.state == .duplicate } }
  /// Those that are no longer in the inbox, whatever became of them.
  var came: [Arrival] { arrivals.filter { $0.state != .held } }
  /// The rows that no earlier file had; nil where no file was read.
  var rows: Int? { taken.isEmpty ? nil : taken.reduce(0) { $0 + $1.newRows } }
}
