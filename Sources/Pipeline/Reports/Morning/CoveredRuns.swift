import ServiceLayer

/// The runs that a morning page covers: its own, and those that began shortly before it.
///
/// So a second run, a recovery or an `allot report` never empties the page.
struct CoveredRuns {
  /// Newest first.
  let earlier: [Run]
  /// The nights before that of the page, newest first, including the covered ones.
  let nights: [Night]
  let run: Run

  /// Runs that began within this many seconds are one night.
  static let seconds = 20 * 3600
  /// The most runs that are looked at.
  private static let most = 200

  /// `finishedFirst` has the names of runs that were interrupted, and finished just before.
  init(_ run: Run, finishedFirst: [String], in store: any Store) throws {
    self.run = run
    earlier = try store.runs.newest(Self.most).filter { earlier in
      earlier.id < run.id
        && (run.started - earlier.started < Self.seconds || finishedFirst.contains(earlier.name))
    }
    nights = try store.nights.nights(
      before: run,
      limit: Self.most / 2,
      withChangesSince: earlier.last?.id ?? run.id
    )
  }

  var names: Set<String> { Set(earlier.map(\.name)) }

  /// The id of the first covered run.
  var first: Int { earlier.last?.id ?? run.id }

  /// Whether a later covered run has read the inbox again.
  func wasLookedIntoAgain(after run: Run) -> Bool {
    ([self.run] + earlier).contains { $0.id > run.id && $0.looksIntoInbox }
  }

  /// The last night that is not covered.
  var before: Night? { nights.first { !names.contains($0.run) } }

  /// The numbers of the covered nights and the page's own: events are added up, states are those of
  /// the last.
  func together(_ numbers: NightNumbers) -> NightNumbers {
    var together = numbers
    for night in nights where names.contains(night.run) {
      together.allocated += night.numbers.allocated
      together.deallocated += night.numbers.deallocated
      together.cancelled += night.numbers.cancelled
      together.rows += night.numbers.rows
      together.changes.follow(night.numbers.changes)
    }
    return together
  }

  /// The trend, oldest first; runs that began shortly after each other are one night.
  func trend(_ numbers: NightNumbers, atMost most: Int) -> [Night] {
    func night(_ runs: [Night]) -> Night {
      var numbers = runs[0].numbers
      for run in runs.dropFirst() { numbers.rows += run.numbers.rows }
      return Night(id: runs[0].id, run: runs[0].run, started: runs[0].started, numbers: numbers)
    }
    return earlierNights.prefix(most - 1).map(night).reversed()
      + [Night(id: run.id, run: run.name, started: run.started, numbers: together(numbers))]
  }

  /// The nights whose orders are compared with the stock: their first run and their number.
  var orderNights: (first: Int, count: Int) {
    let known = earlierNights.prefix { $0.allSatisfy(\.countsOrders) }.prefix(
      Self.mostOrderNights - 1
    )
    return (known.last?.last?.id ?? first, known.count + 1)
  }

  private static let mostOrderNights = 28

  /// The runs of each night that is not covered, newest first.
  private var earlierNights: [[Night]] {
    var earlier: [[Night]] = []
    for night in nights where !names.contains(night.run) {
      if let newest = earlier.last?.first, newest.started - night.started < Self.seconds {
        earlier[earlier.count - 1].append(night)
      } else {
        earlier.append([night])
      }
    }
    return earlier
  }
}

extension NightChanges {
  /// Inserts earlier changes at the front.
  fileprivate mutating func follow(_ earlier: NightChanges) {
    var causes = earlier.causes
    for cause in self.causes {
      if let place = causes.firstIndex(where: { $0.kind == cause.kind }) {
        causes[place].applied += cause.applied
        causes[place].allocated += cause.allocated
        causes[place].deallocated += cause.deallocated
      } else {
        causes.append(cause)
      }
    }
    self.causes = causes
    removals = Array((earlier.removals + removals).prefix(ChangeTally.mostRemovals))
  }
}
