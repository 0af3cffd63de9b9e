import FileSystem
import Glibc
import Pipeline
import SafeText
import SystemPackage

/// The root belongs to another user, whose next run could not use the files that this run would
/// make.
struct OtherUsersRoot: Error, CustomStringConvertible {
  let root: FilePath
  let owner: UInt32
  let user: UInt32
  /// The arguments of the command.
  let arguments: [String]

  /// Nil if the root belongs to this user or does not exist yet.
  init?(_ folders: Folders) throws {
    guard let owner = try Self.owner(of: folders), owner != geteuid() else { return nil }
    root = folders.root
    self.owner = owner
    user = geteuid()
    arguments = Array(CommandLine.arguments.dropFirst())
  }

  /// The owner of the root; if that is the administrator, the owner of its database or lock.
  ///
  /// Files in the inbox do not count: anyone who may drop files could have made them.
  private static func owner(of folders: Folders) throws -> UInt32? {
    let found = try owner(ofWhatIsAt: folders.root)
    guard found == 0 else { return found }
    for path in [folders.database, folders.lock] {
      if let found = try owner(ofWhatIsAt: path) { return found }
    }
    return geteuid() == 0 ? 0 : nil
  }

  private static func owner(ofWhatIsAt path: FilePath) throws -> UInt32? {
    try path.look(followingLink: true)?.userID.rawValue
  }

  var description: String {
    let name = Self.name(of: owner)
    let becoming =
      name.map { user == 0 ? "runuser -u \($0) -- allot" : "sudo -u \($0) allot" }
      ?? "setpriv --reuid \(owner) --clear-groups allot"
    let command = ([becoming] + arguments.map(quoted)).joined(separator: " ")
    return """
      \(root.displayed) belongs to \(name ?? "user \(owner)"), not to \
      \(Self.name(of: user) ?? "user \(user)"): type `\(command)`; nothing was changed
      """
  }

  /// The name of a user; nil if there is none, or if it would have to be quoted.
  private static func name(of user: UInt32) -> String? {
    guard let entry = getpwuid(user), let name = entry.pointee.pw_name else { return nil }
    let text = String(cString: name)
    return quoted(text) == text ? text : nil
  }
}

/// A word quoted for a shell, safe to show.
private func quoted(_ word: String) -> String {
  let isPlain = !word.isEmpty && word.utf8.allSatisfy { isPlainInAShell($0) }
  if isPlain { return word }
  let text = word.utf8.allSatisfy { 0x20...0x7E ~= $0 } ? word : escaped(word.utf8, atMost: 500)
  return "'" + text.replacing("'", with: #"'\''"#) + "'"
}

private func isPlainInAShell(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"):
    true
  default: "-_./:=@%+,".utf8.contains(byte)
  }
}
