/// The folder and the programs with which a scenario is played.
struct Stage {
  let tools: Tools
  let folder: WorkFolder

  /// Makes an empty root, and replaces an existing one.
  func root(_ name: String) throws -> Root { try root(name, tools.allot) }

  /// Makes an empty root in which allot is limited to one core.
  func rootOnOneCore(_ name: String) throws -> Root {
    try root(name, tools.onOneCore(tools.allot))
  }

  /// Makes an empty root in which the other build of allot works; nil if there is none.
  func rootOfOther(_ name: String) throws -> Root? { try tools.other.map { try root(name, $0) } }

  private func root(_ name: String, _ allot: Program) throws -> Root {
    try folder.makeRoot(name)
    return Root(name: name, allot: allot)
  }
}
