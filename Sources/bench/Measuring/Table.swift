/// The results of all rounds of a scenario.
struct Table<Step: Hashable> {
  let rows: [Row<Step>]
  let rounds: [[Step: Child]]
  /// Whether the limits are stated for this size; at other sizes nothing is marked.
  let marks: Bool

  var text: String {
    let header = Line(
      title: "",
      seconds: "seconds",
      ratio: "ratio",
      name: "to",
      most: "at most",
      aim: "aim",
      peak: "peak MB"
    )
    return ([header] + rows.flatMap(lines)).map(\.text).joined(separator: "\n")
  }

  private func lines(of row: Row<Step>) -> [Line] {
    let children = rounds.compactMap { $0[row.step] }
    guard let seconds = children.map(\.seconds).median else { return [] }
    var lines = row.ratios.compactMap(line(for: row.step))
    if lines.isEmpty { lines.append(Line()) }
    lines[0].title = row.title
    lines[0].seconds = seconds.rounded(decimals: 3)
    let peak = children.map(\.peakMegabytes).max() ?? 0
    let isKnown = peak > Child.floorMegabytes
    lines[0].peak = (isKnown ? "" : "<= ") + peak.rounded(decimals: 1)
    if let memory = row.memory {
      lines.append(Line(name: "MB at its peak", value: peak, memory, decimals: 0, marks: marks))
    }
    return lines
  }

  /// The median of the ratios within each round: a slow minute affects both steps.
  private func line(for step: Step) -> (Ratio<Step>) -> Line? {
    { ratio in
      let values = rounds.compactMap { round -> Double? in
        guard let one = round[step], let other = round[ratio.other] else { return nil }
        return one.seconds / other.seconds / ratio.work
      }
      guard let value = values.median else { return nil }
      let name = rows.first { $0.step == ratio.other }?.name ?? ""
      return Line(name: name, value: value, ratio.limit, decimals: 2, marks: marks)
    }
  }
}

/// The cells of one line of a table.
private struct Line {
  var title = ""
  var seconds = ""
  var ratio = ""
  var name = ""
  var most = ""
  var aim = ""
  var peak = ""
  var mark = ""

  var text: String {
    let cells = [
      title.filled(56), seconds.padded(8), ratio.padded(8), "  " + name.filled(24),
      most.padded(7), aim.padded(7), peak.padded(9), mark,
    ]
    let text = cells.joined()
    return String(text[...(text.lastIndex { $0 != " " } ?? text.startIndex)])
  }
}

extension Line {
  fileprivate init(name: String, value: Double, _ limit: Limit?, decimals: Int, marks: Bool) {
    ratio = value.rounded(decimals: decimals)
    self.name = name
    guard let limit else { return }
    // A limit such as 1.15 must be shown unrounded.
    most = limit.most.rounded(decimals: limit.most < 1.5 ? 2 : limit.most < 10 ? 1 : 0)
    aim = limit.aim.rounded(decimals: limit.aim < 10 ? 1 : 0)
    if marks, value > limit.most { mark = "  OVER" }
  }
}

extension [Double] {
  /// The median.
  var median: Double? {
    guard !isEmpty else { return nil }
    let sorted = sorted()
    return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
  }
}
