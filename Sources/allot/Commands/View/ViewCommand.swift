import ArgumentParser

/// Shows or repairs the read model.
struct ViewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "view",
    abstract: "Show the allocations view, check it or repair it.",
    subcommands: [ViewShow.self, ViewRebuild.self, ViewVerify.self]
  )
}
