import Glibc

/// The programs that are measured, with their full paths.
struct Tools {
  let sqlite3: SQLiteShell
  let sha256sum: Program
  let allot: Program
  /// Another build to compare with; nil if none was named.
  let other: Program?
  private let taskset: String
  /// Nil if it is missing: then its row is left out.
  let python: Python?
  let duckDB: DuckDB?

  static var path: String { getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin" }

  /// Finds the programs and tries them, in the current folder.
  init(allot: String, against other: String? = nil) throws {
    self.allot = Program(allot)
    self.other = other.map { Program($0) }
    sqlite3 = SQLiteShell(Program(try Self.find("sqlite3", package: "sqlite3")))
    sha256sum = Program(try Self.find("sha256sum", package: "coreutils"))
    taskset = try Self.find("taskset", package: "util-linux")
    python = Python(Self.find("python3"))
    duckDB = DuckDB(shell: Self.find("duckdb"), python: python)
  }

  func onOneCore(_ program: Program) throws -> Program { try program.onOneCore(by: taskset) }

  /// Finds allot; a path in the settings is relative to the folder where this program was started.
  static func allot(_ settings: Settings) throws -> String {
    try program(settings.allot ?? ownFolder() + "/allot")
  }

  /// Finds a build of allot.
  static func program(_ wanted: String) throws -> String {
    guard let allot = resolve(wanted), access(allot, X_OK) == 0 else {
      throw BenchError(
        """
        \(wanted) is not there, or cannot be run
        build it with `swift build -c release --product allot`, or name one with --allot PATH
        """
      )
    }
    return allot
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
