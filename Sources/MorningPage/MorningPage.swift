import Mustache

/// Writes the morning page: one HTML file without references to other files.
package struct MorningPage {
  /// The largest size of the page, in bytes.
  package static let mostBytes = 200_000

  /// The template, split at its blank lines, because the time for parsing grows with the square of
  /// the length.
  private let parts: [MustacheTemplate]

  /// Reads the template, which is part of the program.
  package init() throws {
    let text = String(decoding: PackageResources.report_mustache, as: UTF8.self)
    parts = try text.split(separator: Self.cut).map { try MustacheTemplate(string: String($0)) }
  }

  /// The page of a morning; equal values give equal bytes.
  package func html(_ morning: Morning) -> String {
    var limits = Limits()
    var page = rendered(Shown(morning, limits))
    // Long texts with many characters that HTML must escape leave room for fewer rows.
    while page.utf8.count > Self.mostBytes, limits.isMoreThanNone {
      limits.halve()
      page = rendered(Shown(morning, limits))
    }
    return page
  }

  private static let cut = "\n\n"

  private func rendered(_ shown: Shown) -> String {
    parts.map { $0.render(shown) }.joined(separator: Self.cut)
  }
}

/// The most rows in each section.
struct Limits {
  var todos = 50
  var waiting = 50
  var short = 20
  var late = 10
  var demand = Morning.mostInDemand
  var files = 100
  var expected = 50
  var removals = 20

  var isMoreThanNone: Bool { files > 0 }

  mutating func halve() {
    todos /= 2
    waiting /= 2
    short /= 2
    late /= 2
    demand /= 2
    files /= 2
    expected /= 2
    removals /= 2
  }
}

/// The sections as the template needs them; all numbers are already texts.
struct Shown {
  let head: Head
  let todo: TodoSection
  let numbers: NumbersSection
  let trend: TrendSection
  let waiting: WaitingSection
  let short: ShortSection
  let late: LateSection
  let demand: DemandSection
  let files: FilesSection
  let expected: ExpectedSection
  let changes: ChangesSection
  let foot: Foot

  init(_ morning: Morning, _ limits: Limits) {
    head = Head(morning)
    todo = TodoSection(morning, atMost: limits.todos)
    numbers = NumbersSection(morning)
    trend = TrendSection(morning)
    waiting = WaitingSection(morning, atMost: limits.waiting)
    short = ShortSection(morning, atMost: limits.short)
    late = LateSection(morning, atMost: limits.late)
    demand = DemandSection(morning, atMost: limits.demand)
    files = FilesSection(morning, atMost: limits.files)
    expected = ExpectedSection(morning, atMost: limits.expected)
    changes = ChangesSection(morning, atMost: limits.removals)
    foot = Foot(morning)
  }
}
