package import ServiceLayer

extension FileName {
  /// Where people drop a file of this name: the inbox, or its sender's folder there.
  package var dropFolder: String { sender.map { "inbox/\($0)" } ?? "the inbox" }
}
