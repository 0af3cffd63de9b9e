import ServiceLayer

/// The files that should come, with a strip of their last nights.
struct ExpectedSection {
  struct Mark {
    let x: String
    let y: String
    let height: String
    let tone: String
    let fill: String
  }

  struct File {
    let file: String
    let tone: String
    let state: String
    let lastSeen: String
    /// The text for the strip.
    let nights: String
    let marks: [Mark]
    let reason: String
  }

  let isShown: Bool
  let files: [File]
  let more: String?

  init(_ morning: Morning, atMost most: Int) {
    // Files with faults come first; otherwise the order of the configuration is kept.
    let sorted = morning.expected.filter(\.isFaulty) + morning.expected.filter { !$0.isFaulty }
    let shown = sorted.prefix(most)
    isShown = !shown.isEmpty
    files = shown.map { file in
      File(
        file: file.file.cut(60),
        tone: file.isFaulty ? "bad" : "",
        state: file.nights.last?.mark.state ?? "",
        lastSeen: file.lastSeen.map { DayInWords.short(morning.localTime.shifted($0)) } ?? "never",
        nights: Self.words(file.nights),
        marks: file.nights.enumerated().map { place, night in
          let color = night.mark.color
          let isLow = night.mark == .notDue
          return Mark(
            x: "\(place * 10 + 1)",
            y: isLow ? "7" : "0",
            height: isLow ? "3" : "10",
            tone: color.rawValue,
            fill: color.fill
          )
        },
        reason: file.reason.cut(200)
      )
    }
    let rest = sorted.count - files.count
    more =
      rest == 0
      ? nil : "\(grouped(rest, "expected file")) more, none of them worse: see summary.json."
  }

  /// `Came in 9 of 14 nights`, without nights in which it was not due.
  private static func words(_ nights: [ExpectedFile.Night]) -> String {
    let due = nights.filter { $0.mark != .notDue }
    let came = due.count { $0.mark == .came }
    return "\(came) of \(grouped(due.count, "night"))"
  }
}

extension ExpectedFile.Mark {
  fileprivate var state: String {
    switch self {
    case .came: "came"
    case .unread: "brought nothing"
    case .missing: "missing"
    case .notDue: "not expected"
    }
  }

  fileprivate var color: Color {
    switch self {
    case .came: .good
    case .unread: .soft
    case .missing: .bad
    case .notDue: .dim
    }
  }
}
