import FileSystem
import ServiceLayer
import SystemPackage

/// Checks whether the reports are complete and known to the database, and `latest` is the newest.
struct PublishedReports {
  let folders: Folders
  /// The reports, listed before the ledger was read.
  let names: [FilePath.Component]
  /// Paths that the ledger does not know and that were reported already.
  var setAside: Set<[UInt8]> = []

  /// Reports of the first versions have no page.
  private static let files = ReportFile.allCases.filter { $0 != .page }.map(\.name).sorted()

  func findings(runs: [Run], unfinished: Run?) throws -> [Finding] {
    let published = names.filter { RunName.isOne($0.string) }
    let known = Set(runs.map(\.name))
    var findings = published.filter {
      !known.contains($0.string) && !setAside.contains(Array("reports/\($0.string)".utf8))
    }.map(unknown)
    findings += try published.compactMap(notWhole)
    let newest = runs.first {
      $0.isPublished && folders.asNoted(in: $0.settings).reports == folders.reports
    }
    if let newest {
      findings += try latest(newest, unfinished)
    } else if try folders.reports.appending("latest").look(followingLink: false)?.type
      == .directory
    {
      findings.append(notALink)
    }
    guard findings.isEmpty else { return findings }
    return [
      .ok("reports", newest.map { "whole, and latest is \($0.name)" } ?? "none is published yet")
    ]
  }

  private func unknown(_ name: FilePath.Component) -> Finding {
    .fault(
      "reports",
      "run \(name.displayed) was published but is not in the database, which is older than its "
        + "reports",
      do: "was a backup restored, or did the disk lose what it had confirmed? "
        + "`allot restore` puts a newer backup in its place, and lists what to drop again"
    )
  }

  private func notWhole(_ name: FilePath.Component) throws -> Finding? {
    let folder = folders.reports.appending(name)
    guard try folder.look(followingLink: false)?.type == .directory else { return nil }
    let missing = try Self.files.filter { try !folder.appending($0).exists() }
    // An old report may be removed during the check.
    guard !missing.isEmpty, try folder.exists() else { return nil }
    return .fault(
      "reports",
      "\(folder.displayed) lacks \(missing.joined(separator: ", "))",
      do: "a report is published whole: somebody removed that; `allot report` writes a new one"
    )
  }

  private var notALink: Finding {
    .fault(
      "reports",
      "\(folders.reports.appending("latest").displayed) is not a link",
      do: "move it away: the next run makes the link"
    )
  }

  private func latest(_ newest: Run, _ unfinished: Run?) throws -> [Finding] {
    let link = folders.reports.appending("latest")
    let remedy = "`allot report` writes new reports and points it there"
    guard let target = try link.linkTarget() else {
      guard try !link.exists() else { return [notALink] }
      return [.fault("reports", "\(link.displayed) is not there", do: remedy)]
    }
    guard try link.look(followingLink: true)?.type == .directory else {
      return [
        .fault(
          "reports",
          "\(link.displayed) points at \(target.displayed), where no report is",
          do: remedy
        )
      ]
    }
    // A run is unfinished between moving the link and recording that in the ledger.
    guard target.string != newest.name, target.string != unfinished?.name,
      // A report that the database does not know has a finding of its own.
      names.contains(where: { $0.string == newest.name })
    else { return [] }
    return [
      .fault(
        "reports",
        "\(link.displayed) points at \(target.displayed), but the newest is \(newest.name)",
        do: remedy
      )
    ]
  }
}
