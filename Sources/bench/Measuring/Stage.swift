/// Where a scenario is played, and what with.
struct Stage {
  let tools: Tools
  let folder: WorkFolder

  /// Makes an empty root, in place of what is there.
  func root(_ name: String) throws -> Root { try root(name, tools.allot) }

  /// Makes an empty root where allot is kept to one core.
  func rootOnOneCore(_ name: String) throws -> Root {
    try root(name, tools.onOneCore(tools.allot))
  }

  private func root(_ name: String, _ allot: Program) throws -> Root {
    try folder.makeRoot(name)
    return Root(name: name, allot: allot)
  }
}
