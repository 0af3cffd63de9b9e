import Foundation
import SystemTestSupport
import TestSupport

/// The operations of a run of the built program on the files in its root, in order.
enum Trace {
  /// Runs the program under strace to its end; `words` returns the words that start it, given those
  /// of strace.
  static func record(
    in root: Root,
    words: ([String]) -> [String]
  ) throws -> (ended: Program.Ended, operations: [Operation]) {
    try withTemporaryFolder { folder in
      let log = folder + "/log"
      let ended = try Running(
        words([
          "strace", "-f", "--seccomp-bpf", "-y", "-xx", "-s", "100000000", "-o", log,
          "-e", "trace=" + calls.joined(separator: ","), Program.path,
        ])
      ).wait()
      let traced = try Data(contentsOf: URL(filePath: log))
      let operations = try SystemCall.all(in: traced).filter { $0.result >= 0 }
        .compactMap { try operation(of: $0, in: root.path) }
      return (ended, operations.filter(lasts))
    }
  }

  /// Every call that may change a file or make a change durable, including calls unknown to the
  /// model.
  private static let calls = [
    "openat", "?open", "?creat", "?openat2", "write", "pwrite64", "writev", "pwritev", "pwritev2",
    "sendfile", "copy_file_range", "splice", "ioctl", "ftruncate", "truncate", "fallocate", "fsync",
    "fdatasync", "sync", "syncfs", "sync_file_range", "?rename", "renameat", "renameat2",
    "?link", "linkat", "?symlink", "symlinkat", "?unlink", "unlinkat", "?rmdir", "?mkdir",
    "mkdirat",
  ]

  private static func operation(of call: SystemCall, in root: String) throws -> Operation? {
    let arguments = call.arguments
    func path(_ n: Int) -> String? { relative(arguments[n].string, to: root) }
    let file = arguments.first?.path.flatMap { relative($0, to: root) }
    switch call.name {
    case "openat":
      let flags = arguments[2].text.split(separator: "|")
      guard let path = path(1), flags.contains("O_CREAT") || flags.contains("O_TRUNC") else {
        return nil
      }
      return flags.contains("O_TRUNC") ? .resize(path, to: 0) : .create(path)
    case "write":
      // The program uses plain writes only for files that it has just created.
      return file.map { .append($0, Array(arguments[1].bytes?.prefix(call.result) ?? [])) }
    case "pwrite64":
      guard let file, let offset = Int(arguments[3].text) else { return nil }
      return .write(file, at: offset, Array(arguments[1].bytes?.prefix(call.result) ?? []))
    case "ftruncate":
      guard let file, let size = Int(arguments[1].text) else { return nil }
      return .resize(file, to: size)
    case "ioctl":
      guard let file, let from = arguments.last?.path.flatMap({ relative($0, to: root) }) else {
        return nil
      }
      return .clone(from, to: file)
    case "fsync": return file.map { .sync($0, .fsync) }
    case "fdatasync": return file.map { .sync($0, .fdatasync) }
    case "rename", "link":
      guard let from = path(0), let to = path(1) else { return nil }
      return call.name == "link" ? .link(from, to: to) : .rename(from, to: to)
    case "renameat2":
      guard let from = path(1), let to = path(3) else { return nil }
      return .rename(from, to: to)
    case "symlink": return path(1).map { .symlink($0, to: arguments[0].string) }
    case "unlink", "rmdir": return path(0).map { .remove($0) }
    case "unlinkat": return path(1).map { .remove($0) }
    case "mkdir": return path(0).map { .makeFolder($0) }
    default:
      let named = arguments.indices.contains { path($0) != nil }
      guard file == nil, !named else { throw Unmodelled(call: call.name) }
      return nil
    }
  }

  private static func relative(_ path: String, to root: String) -> String? {
    if path == root { return "" }
    return path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : nil
  }

  /// SQLite's index of its log is not needed after a power cut, because it is created again.
  private static func lasts(_ operation: Operation) -> Bool {
    !operation.paths.contains { $0.hasSuffix("-shm") }
  }

  /// The program changed a file by a call that the model does not know yet.
  struct Unmodelled: Error { let call: String }
}
