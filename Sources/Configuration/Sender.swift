import ServiceLayer

/// A person or program that drops files into its own folder of the inbox.
package struct Sender: Equatable, Sendable {
  /// The name of the folder: at most 20 lower-case letters, digits and dashes.
  package let name: String
  package let rules: [FileRule]

  init(_ table: ConfigurationTable, columns: (FileKind) -> [String]) throws {
    guard let name = try table.text("name", such: #"name = "acme""#) else {
      throw table.fault(#"a sender needs a name: write name = "acme", the name of its folder"#)
    }
    guard FileName.isSender(name.utf8) else {
      throw table.fault(
        "'\(shown(name))' is not a valid name for a sender: use at most 20 lower-case letters, digits "
          + "and dashes",
        at: "name"
      )
    }
    guard name != Self.reserved else {
      throw table.fault("a sender cannot be called \(name): that folder is allot's own", at: "name")
    }
    self.name = name
    rules = try FileRule.list(in: table, columns: columns)
  }

  private static let reserved = "results"

  /// Reads the list of senders.
  ///
  /// - Throws: `ConfigurationFault`, also if two senders have the same name.
  static func list(in root: ConfigurationTable, columns: (FileKind) -> [String]) throws
    -> [Sender]
  {
    var senders: [Sender] = []
    for table in try root.tables("sender", keys: ["name", "file"]) {
      let sender = try Sender(table, columns: columns)
      guard !senders.contains(where: { $0.name == sender.name }) else {
        throw table.fault("there are two senders called \(sender.name): combine them", at: "name")
      }
      senders.append(sender)
    }
    return senders
  }
}
