import ServiceLayer

/// The files of the covered runs, those with faults first.
struct FilesSection {
  struct File {
    let sender: String
    let file: String
    let state: String
    let tone: String
    let rows: String
    let applied: String
    let unchanged: String
    let deferred: String
    let rejected: String
    let reason: String
  }

  let isShown: Bool
  let hasSenders: Bool
  let files: [File]
  let more: String?

  init(_ morning: Morning, atMost most: Int) {
    let shown = morning.files.prefix(most)
    isShown = !morning.files.isEmpty
    hasSenders = shown.contains { !$0.sender.isEmpty }
    files = shown.map { file in
      File(
        sender: file.sender.cut(30),
        file: file.file.cut(60),
        state: file.state,
        tone: file.isFaulty ? "bad" : "",
        rows: file.counts.sum.grouped,
        applied: file.counts.applied.grouped,
        unchanged: file.counts.unchanged.grouped,
        deferred: file.counts.deferred.grouped,
        rejected: file.counts.rejected.grouped,
        reason: file.reason.cut(110)
      )
    }
    let rest = morning.files.count - files.count
    more = rest == 0 ? nil : "\(grouped(rest, "file")) more, none of them worse: see files.csv."
  }
}
