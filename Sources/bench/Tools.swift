import Glibc

/// The programs that are measured, each with its full path.
struct Tools {
  let sqlite3: String
  let sha256sum: String
  let allot: String
  /// Nil where it is missing: then its row is left out.
  let python: String?

  static var path: String { getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin" }

  /// Finds them; a path in the settings is taken from the folder the benchmark was started in.
  init(_ settings: Settings) throws {
    sqlite3 = try Self.find("sqlite3", package: "sqlite3")
    sha256sum = try Self.find("sha256sum", package: "coreutils")
    python = Self.find("python3")
    let wanted = try settings.allot ?? Self.ownFolder() + "/allot"
    guard let allot = Self.resolve(wanted), access(allot, X_OK) == 0 else {
      throw BenchError(
        """
        \(wanted) is not there, or cannot be run
        build it with `swift build -c release --product allot`, or name one with --allot PATH
        """
      )
    }
    self.allot = allot
  }

  private static func find(_ name: String, package: String) throws -> String {
    guard let found = find(name) else {
      throw BenchError("\(name) is missing: install it with `apt-get install \(package)`")
    }
    return found
  }

  private static func find(_ name: String) -> String? {
    path.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }

  private static func ownFolder() throws -> String {
    guard let own = resolve("/proc/self/exe"), let slash = own.lastIndex(of: "/") else {
      throw BenchError("cannot tell where this program lies: name allot with --allot PATH")
    }
    return String(own[..<slash])
  }

  private static func resolve(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
