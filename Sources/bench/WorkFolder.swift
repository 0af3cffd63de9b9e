import Glibc

/// A new folder that everything is made in; this program works inside it.
struct WorkFolder {
  let path: String

  init() throws {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/allot-bench.XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    guard let made, chdir(made) == 0 else {
      throw BenchError("cannot make a folder in \(parent): \(String(cString: strerror(errno)))")
    }
    path = made
  }

  /// Makes an empty root with an inbox, in place of what is there.
  func makeRoot(_ name: String) throws {
    try remove(name)
    guard mkdir(name, 0o755) == 0, mkdir("\(name)/inbox", 0o755) == 0 else {
      throw BenchError("cannot make \(path)/\(name): \(String(cString: strerror(errno)))")
    }
  }

  /// Removes a file, or a folder with all that is in it.
  func remove(_ name: String) throws {
    try Child.run("/bin/rm", ["-rf", "--", name])
  }

  /// Removes the folder itself.
  func removeAll() throws {
    try remove(path)
  }
}
