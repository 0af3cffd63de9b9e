/// A step of the protocol that is removed from a trace, to check that the model detects it.
struct Removal: CustomStringConvertible, Sendable {
  let description: String
  /// The beginning of the fault that must result.
  let harm: String
  /// Whether the damage exists before the next run, which cannot repair it either.
  var isSeenAtOnce: Bool {
    !["missing: ", "too much: ", "no report has "].contains(where: harm.hasPrefix)
  }
  let take: @Sendable ([Operation]) -> [Operation]

  /// The effect of `synchronous=NORMAL` on the commits that record a file as imported.
  static let fullSync = Removal(
    description: "the sync of the commits before a file is moved",
    harm: "missing: batches"
  ) { $0.without($0.importedCommits) }

  /// A run that trusts what it sees.
  static let barrier = Removal(
    description: "the sync of the first commit of a run",
    harm: "missing: batches"
  ) { $0.without($0.commits.prefix(1)) }

  /// The effect of `synchronous=NORMAL` on the commit that records which files a run takes.
  static let choice = Removal(
    description: "the sync of the choice of files",
    harm: "no report has "
  ) { operations in
    // With no file to import, it is the last commit before the reports.
    let reports = operations.firstIndex(where: \.beginsReports) ?? 0
    return operations.without(operations.commits.filter { $0 < reports }.suffix(1))
  }

  /// A run that moves a file before it records it as imported.
  static let order = Removal(
    description: "the order of commit and move",
    harm: "missing: batches"
  ) { operations in
    var operations = operations
    for move in operations.moves {
      guard let sync = operations[..<move.lowerBound].lastIndex(where: \.isCommit),
        let before = operations[..<sync].lastIndex(where: { !$0.paths.contains(Operation.log) })
      else { continue }
      let moved = operations[move]
      operations.removeSubrange(move)
      operations.insert(contentsOf: moved, at: before + 1)
    }
    return operations
  }

  /// A copy to another file system that removes the file before it `waits` for a sync of what it
  /// wrote: of the copy, or of its folder.
  static func letGo(beforeSyncOf waits: String, isIt: @escaping @Sendable (String) -> Bool)
    -> Removal
  {
    Removal(
      description: "the sync of \(waits) before the file goes",
      harm: "no folder has "
    ) { operations in
      var operations = operations
      for copy in operations.copies {
        let sync = copy.first { place in
          guard case .sync(let path, .fsync) = operations[place] else { return false }
          return isIt(path)
        }
        guard let sync else { continue }
        let gone = operations[copy].filter(\.letsGo)
        let others = operations[copy].filter { !$0.letsGo }
        let kept = copy.lowerBound..<sync
        operations.replaceSubrange(
          copy,
          with: others.prefix(kept.count) + gone + others.dropFirst(kept.count)
        )
      }
      return operations
    }
  }

  /// Files that get their name before their content is on disk.
  static func files(in folder: String, harm: String? = nil) -> Removal {
    Removal(
      description: "the syncs of the files in \(folder)/",
      harm: harm ?? "\(folder)/"
    ) { operations in
      operations.filter { operation in
        guard case .sync(let path, .fsync) = operation else { return true }
        return !path.hasPrefix(folder + "/") || !path.hasSuffix(".part")
          || operations.contains(.makeFolder(path))
      }
    }
  }

  static func folder(_ folder: String, harm: String) -> Removal {
    Removal(description: "the syncs of the folder \(folder)/", harm: harm) { operations in
      operations.filter { $0 != .sync(folder, .fsync) }
    }
  }
}
