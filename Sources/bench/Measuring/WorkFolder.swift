import Glibc

/// A new folder for all files; it is this program's current folder.
struct WorkFolder {
  let path: String

  init() throws {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    // mkdtemp replaces the last six letters.
    let name = "\(parent)/allot-bench." + String(repeating: "X", count: 6)
    var template = Array(name.utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    guard let made else { throw Self.failure("make a folder in", parent) }
    path = made
    try enter()
  }

  /// Makes a new folder in another one, and makes it the current folder.
  init(_ name: String, in parent: WorkFolder) throws {
    path = "\(parent.path)/\(name)"
    guard mkdir(path, 0o755) == 0 else { throw Self.failure("make", path) }
    try enter()
  }

  /// Makes this the current folder again.
  func enter() throws {
    guard chdir(path) == 0 else { throw Self.failure("work in", path) }
  }

  /// Makes an empty root with an inbox, and replaces an existing one.
  func makeRoot(_ name: String) throws {
    try remove(name)
    guard mkdir(name, 0o755) == 0, mkdir("\(name)/inbox", 0o755) == 0 else {
      throw Self.failure("make", "\(path)/\(name)")
    }
  }

  /// Removes a file, or a folder with its contents.
  func remove(_ name: String) throws {
    try Child.run("/bin/rm", ["-rf", "--", name])
  }

  /// Removes the folder itself.
  func removeAll() throws {
    try remove(path)
  }

  private static func failure(_ what: String, _ path: String) -> BenchError {
    BenchError("cannot \(what) \(path): \(String(cString: strerror(errno)))")
  }
}
