/// What all rounds came to.
struct Table {
  let rounds: [[Step: Child]]

  var text: String {
    let header = row("", "seconds", "x load", "x sha256sum", "peak MB")
    return ([header] + Step.allCases.compactMap(row)).joined(separator: "\n")
  }

  private func row(_ step: Step) -> String? {
    let children = rounds.compactMap { $0[step] }
    guard let seconds = median(children.map(\.seconds)) else { return nil }
    return row(
      step.title,
      seconds.rounded(decimals: 3),
      ratio(of: step, to: .load),
      step.isAgainstHash ? ratio(of: step, to: .hash) : "",
      peak(children)
    )
  }

  private func row(
    _ title: String,
    _ seconds: String,
    _ load: String,
    _ hash: String,
    _ peak: String
  ) -> String {
    title.filled(37) + seconds.padded(8) + load.padded(9) + hash.padded(13) + peak.padded(10)
  }

  /// The middle one of the ratios within a round: a slow minute slows both.
  private func ratio(of step: Step, to yardstick: Step) -> String {
    let ratios = rounds.compactMap { round -> Double? in
      guard let one = round[step], let other = round[yardstick] else { return nil }
      return one.seconds / other.seconds
    }
    return median(ratios)?.rounded(decimals: 2) ?? ""
  }

  private func peak(_ children: [Child]) -> String {
    let kilobytes = children.map(\.peakKilobytes).max() ?? 0
    let megabytes = (Double(kilobytes) / 1024).rounded(decimals: 1)
    return kilobytes > Child.floorKilobytes ? megabytes : "<= \(megabytes)"
  }

  private func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}
