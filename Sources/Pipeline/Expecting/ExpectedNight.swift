package import ServiceLayer

/// The files that came for one expectation in a night.
///
/// A night is an `allot run` and the runs that began within 20 hours after it.
///
/// Each arrival belongs to exactly one night.
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
  /// A file that came between two nights belongs to the later one.
  static func all(_ firsts: [NightStart], _ arrivals: [Arrival]) -> [ExpectedNight] {
    var nights = firsts.map { _ in [Arrival]() }
    var next = 0
    for arrival in arrivals {
      while next < firsts.count, firsts[next].run <= arrival.run { next += 1 }
      if next > 0, isOneNight(firsts[next - 1].started, arrival.started) {
        nights[next - 1].append(arrival)
      } else if next < firsts.count,
        // A file before the first night may belong to an even earlier night, which is not known
        // here.
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
  /// The given time may be in the middle of a night, and its second run must not be mistaken for a
  /// first one. So the night begins with the run of the first two days that has the longest gap
  /// before it.
  private static func whole(_ starts: [NightStart], since time: Int) -> Int {
    var (first, longest, before) = (0, Int.min, time)
    for (place, start) in starts.enumerated()
    where start.started - time < 2 * UTCTime.secondsOfADay {
      if start.started - before > longest { (first, longest) = (place, start.started - before) }
      before = start.started
    }
    return first
  }

  /// The arrivals that were read.
  var taken: [Arrival] { arrivals.filter(\.state.wasImported) }
  var duplicates: [Arrival] { arrivals.filter { $0.state == .duplicate } }
  /// The arrivals that left the inbox, with any outcome.
  var came: [Arrival] { arrivals.filter { $0.state != .held } }
  /// The number of rows that no earlier file had; nil if no file was read.
  var rows: Int? { taken.isEmpty ? nil : taken.reduce(0) { $0 + $1.newRows } }
}
