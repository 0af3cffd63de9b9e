import Foundation
import SystemTestSupport

/// Judges the state after a power cut: before anything is repaired, and after the night was run
/// again.
struct Oracle {
  let night: Night
  /// The result of the night after `n + 1` undisturbed runs.
  let undisturbed: [Outcome]
  /// The published files and folders, each as it was when it first appeared.
  private var published: [String: Tree.Entry] = [:]

  init(_ night: Night) throws {
    self.night = night
    undisturbed = try night.outcomes(runs: 4)
  }

  /// Records what the programs published, from their successive states.
  mutating func watch(_ operations: [Operation], on disk: Disk) {
    var disk = disk
    note(disk)
    for operation in operations {
      disk.apply(operation)
      if case .rename = operation { note(disk) }
    }
  }

  private mutating func note(_ disk: Disk) {
    for (path, entry) in disk.tree(after: .everything).entries where isPublished(path) {
      if published[path] == nil { published[path] = entry }
    }
  }

  private func isPublished(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    return ["reports", "rejects", "failed", "archive"].contains(parts[0]) && parts.count > 1
      && path != "reports/latest" && !parts.contains { $0.hasPrefix(".") }
  }

  /// Faults that must never be visible, not even before the next run: a dropped file that is
  /// nowhere, and an incomplete report or other published file.
  func faults(of tree: Tree) -> [String] {
    var faults: [String] = []
    for (name, text) in night.files {
      let bytes = Bytes(Array(text.utf8))
      let isThere = ["inbox", "archive", "failed"].contains { folder in
        tree.paths(in: folder).contains { tree.file($0) == bytes }
      }
      if !isThere { faults.append("no folder has \(name)") }
    }
    for (path, entry) in tree.entries where isPublished(path) {
      if entry != published[path] { faults.append("\(path) is not whole") }
    }
    for (path, entry) in published where tree.entries[path] == nil && entry != .folder {
      let folder = path.split(separator: "/").dropLast().joined(separator: "/")
      if folder.hasPrefix("reports/"), tree.entries[folder] != nil {
        faults.append("\(folder) lacks \(path)")
      }
    }
    if case .link(let target) = tree.entries["reports/latest"],
      tree.entries["reports/\(target)"] == nil
    {
      faults.append("reports/latest points at nothing")
    }
    return faults
  }

  /// Runs the night again on the remaining files, once, and compares.
  ///
  /// The run finishes an interrupted one and adds its own. So its result must equal that of as many
  /// undisturbed runs as the ledger then knows.
  func faultsOfRecovery(from tree: Tree) throws -> [String] {
    var faults: [String] = []
    try Root.lend { root in
      try tree.layOut(in: root.folder)
      for (name, text) in night.droppedBeforeTheNextRun { try root.drop(text, as: name) }
      do {
        let ended = try night.run(on: root)
        guard ended.code == 0 || ended.code == 1 else {
          return faults.append("the next run ends with \(ended)")
        }
        guard night.droppedBeforeTheNextRun.isEmpty else {
          faults += try night.droppedBeforeTheNextRun.keys.filter { try !isReported($0, in: root) }
            .map { "no report has \($0)" }
          return
        }
        let outcome = try Outcome(of: root)
        let n = outcome.runs - night.earlier.count - 1
        guard undisturbed.indices.contains(n) else {
          return faults.append("there are \(outcome.runs) runs")
        }
        faults += outcome.differences(from: undisturbed[n])
      } catch {
        faults.append("the next run fails: \(error)")
      }
    }
    return faults
  }

  private func isReported(_ name: String, in root: Root) throws -> Bool {
    try root.names("reports").filter { $0 != "latest" }.contains { run in
      try root.text("reports/\(run)/files.csv").contains("\(name),")
    }
  }
}
