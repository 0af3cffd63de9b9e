/// What a run is doing, for a person who watches it.
package enum RunPhase: Equatable, Sendable {
  case waitingForFiles
  case reading(file: String)
  case checking(file: String)
  case importing(file: String)
  case tryingAgain(file: String)
  case writingReports

  /// In a few words.
  package var text: String {
    switch self {
    case .waitingForFiles: "waiting for files that are still being written"
    case .reading(let file): "\(file): reading"
    case .checking(let file): "\(file): checking"
    case .importing(let file): "\(file): importing"
    case .tryingAgain(let file): "\(file): trying rows again"
    case .writingReports: "writing the reports"
    }
  }
}
