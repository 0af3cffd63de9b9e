import ServiceLayer

/// The last nights: lines that wait, and rows by outcome.
struct TrendSection {
  struct Bar {
    let x: String
    let y: String
    let height: String
    let tone: String
    let fill: String
  }

  struct Line {
    let day: String
    let waiting: String
    let applied: String
    let unchanged: String
    let deferred: String
    let rejected: String
  }

  let isShown: Bool
  let nights: [Line]
  /// The width of the drawings, ten units for each night.
  let width: Int
  let waitingBars: [Bar]
  let waitingMost: String
  let waitingSummary: String
  let rowBars: [Bar]
  let rowsMost: String
  let rowsSummary: String
  let from: String
  let to: String

  static let most = 30
  private static let height = 100.0

  init(_ morning: Morning) {
    let trend = morning.trend.suffix(Self.most)
    isShown = trend.count > 1
    func day(_ night: Night) -> String {
      DayInWords.short(morning.localTime.shifted(night.started))
    }
    // With few nights the bars must not become very wide.
    width = max(14, trend.count) * 10
    nights = trend.reversed().map { night in
      Line(
        day: day(night),
        waiting: night.numbers.waitingLines.grouped,
        applied: night.numbers.rows.applied.grouped,
        unchanged: night.numbers.rows.unchanged.grouped,
        deferred: night.numbers.rows.deferred.grouped,
        rejected: night.numbers.rows.rejected.grouped
      )
    }
    from = trend.first.map(day) ?? ""
    to = trend.last.map(day) ?? ""

    let waiting = trend.map(\.numbers.waitingLines)
    let waitingMost = waiting.max() ?? 0
    self.waitingMost = waitingMost.grouped
    waitingBars = waiting.enumerated().flatMap { place, lines in
      Self.stack([(lines, .good)], at: place, of: waitingMost)
    }
    waitingSummary = """
      \(grouped(waiting.last ?? 0, "line")) at the end, at the most \(waitingMost.grouped).
      """

    let rows = trend.map(\.numbers.rows)
    let rowsMost = rows.map(\.sum).max() ?? 0
    self.rowsMost = rowsMost.grouped
    rowBars = rows.enumerated().flatMap { place, counts in
      Self.stack(
        [
          (counts.applied, .good), (counts.unchanged, .dim), (counts.deferred, .soft),
          (counts.rejected, .bad),
        ],
        at: place,
        of: rowsMost
      )
    }
    rowsSummary = """
      \(grouped(rows.last?.sum ?? 0, "row")) at the end, at the most \(rowsMost.grouped).
      """
  }

  /// The parts of one bar, from the bottom; each part that is not zero is visible.
  private static func stack(
    _ parts: [(number: Int, color: Color)],
    at place: Int,
    of most: Int
  ) -> [Bar] {
    var top = height
    return parts.filter { $0.number > 0 }.map { part in
      let tall = max(1, height * Double(part.number) / Double(max(1, most)))
      top = max(0, top - tall)
      return Bar(
        x: "\(place * 10 + 1)",
        y: top.oneDigit,
        height: tall.oneDigit,
        tone: part.color.rawValue,
        fill: part.color.fill
      )
    }
  }
}
