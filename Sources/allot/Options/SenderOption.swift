import ArgumentParser
import Configuration

/// The sender of the named files.
struct SenderOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Read the named files as files of this sender in allot.toml.",
      valueName: "name"
    )
  )
  var sender: String?

  /// The sender, which the configuration must name; nil if none was given.
  func known(to configuration: Configuration?) throws -> String? {
    guard let sender else { return nil }
    let names = configuration?.senders.map(\.name) ?? []
    guard !names.contains(sender) else { return sender }
    let near = sender.nearest(among: names).map { ": did you mean '\($0)'?" }
    throw Misconfiguration("allot.toml has no sender '\(shown(sender))'\(near ?? "")")
  }
}
