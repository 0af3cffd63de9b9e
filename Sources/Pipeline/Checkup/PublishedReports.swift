import FileSystem
import ServiceLayer
import SystemPackage

/// Whether the reports are whole, known to the database, and `latest` is the newest of them.
struct PublishedReports {
  let folders: Folders
  /// What lay among the reports before the ledger was asked.
  let names: [FilePath.Component]

  private static let files =
    (ReportTable.published.map { "\($0.rawValue).csv" } + ["files.csv", "summary.json"]).sorted()

  func findings(runs: [Run], unfinished: Run?) throws -> [Finding] {
    let published = names.filter { RunName.isOne($0.string) }
    let known = Set(runs.map(\.name))
    var findings = published.filter { !known.contains($0.string) }.map(unknown)
    findings += try published.compactMap(notWhole)
    let newest = runs.first {
      $0.isPublished && folders.asNoted(in: $0.settings).reports == folders.reports
    }
    if let newest { findings += try latest(newest, unfinished) }
    guard findings.isEmpty else { return findings }
    return [
      .ok("reports", newest.map { "whole, and latest is \($0.name)" } ?? "none is published yet")
    ]
  }

  private func unknown(_ name: FilePath.Component) -> Finding {
    .fault(
      "reports",
      "run \(displayName(name)) was published but is not in the database, which is older than its "
        + "reports",
      do: "was a backup put back, or did the disk lose what it had confirmed? put a newer copy of "
        + "the database in its place, or drop the files of that run from the archive again"
    )
  }

  private func notWhole(_ name: FilePath.Component) throws -> Finding? {
    let folder = folders.reports.appending(name)
    guard try look(at: folder, followingLink: false)?.type == .directory else { return nil }
    let missing = try Self.files.filter { try !exists(folder.appending($0)) }
    // An old report may be removed while it is looked at.
    guard !missing.isEmpty, try exists(folder) else { return nil }
    return .fault(
      "reports",
      "\(displayPath(folder)) lacks \(missing.joined(separator: ", "))",
      do: "a report is published whole: somebody removed that; `allot report` writes a new one"
    )
  }

  private func latest(_ newest: Run, _ unfinished: Run?) throws -> [Finding] {
    let link = folders.reports.appending("latest")
    let remedy = "`allot report` writes new reports and points it there"
    guard let target = try target(ofLink: link) else {
      let isThere = try exists(link)
      return [
        .fault(
          "reports",
          "\(displayPath(link)) is \(isThere ? "not a link" : "not there")",
          do: isThere ? "move it away: the next run makes the link" : remedy
        )
      ]
    }
    guard try look(at: link, followingLink: true)?.type == .directory else {
      return [
        .fault(
          "reports",
          "\(displayPath(link)) points at \(displayPath(target)), where no report is",
          do: remedy
        )
      ]
    }
    // Between the swing of the link and the word of it in the ledger a run is not finished.
    guard target.string != newest.name, target.string != unfinished?.name,
      // A report that the database does not know has been told of.
      names.contains(where: { $0.string == newest.name })
    else { return [] }
    return [
      .fault(
        "reports",
        "\(displayPath(link)) points at \(displayPath(target)), but the newest is \(newest.name)",
        do: remedy
      )
    ]
  }
}

extension RunName {
  /// Whether a name is a run's: `20261123T020000Z`, or that with `-2` and so on behind.
  static func isOne(_ name: String) -> Bool {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard let first = parts.first, first.utf8.count == 16, seconds(String(first)) != nil else {
      return false
    }
    return parts.count == 1 || parts.count == 2 && Int(parts[1]) != nil
  }
}
