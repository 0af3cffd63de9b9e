import Glibc

/// A program, and the arguments that come before all others.
struct Program {
  let path: String
  private let leading: [String]

  init(_ path: String, _ leading: String...) {
    self.path = path
    self.leading = leading
  }

  @discardableResult
  func run(_ arguments: String...) throws -> Child { try Child.run(path, leading + arguments) }

  /// Runs it and measures it; earlier writes are synced first, so that they are not measured.
  @discardableResult
  func timed(_ arguments: [String]) throws -> Child {
    sync()
    return try Child.run(path, leading + arguments)
  }
}

extension Program {
  /// The program limited to one core, no matter which.
  ///
  /// `taskset` replaces itself with the program, so nothing else is measured.
  func onOneCore(by taskset: String) throws -> Program {
    Program(taskset, "--cpu-list", try Self.anyCore(), path)
  }

  /// The first core on which this program may run: a container may not have core 0.
  private static func anyCore() throws -> String {
    var core: Substring?
    try TextFile.forEachLine(of: "/proc/self/status") { line in
      let words = String(decoding: line, as: UTF8.self).split { ":\t,-".contains($0) }
      if words.first == "Cpus_allowed_list" { core = words.dropFirst().first }
    }
    guard let core else { throw BenchError("cannot tell on which cores this program may run") }
    return String(core)
  }
}
