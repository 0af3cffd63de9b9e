import Glibc

/// A program, and the arguments that stand before any others.
struct Program {
  let path: String
  private let leading: [String]

  init(_ path: String, _ leading: String...) {
    self.path = path
    self.leading = leading
  }

  @discardableResult
  func run(_ arguments: String...) throws -> Child { try Child.run(path, leading + arguments) }

  /// Runs it to be measured: what was written before is on disk, and not paid for by it.
  @discardableResult
  func timed(_ arguments: [String]) throws -> Child {
    sync()
    return try Child.run(path, leading + arguments)
  }
}

extension Program {
  /// The program kept to one core; which one does not matter.
  ///
  /// `taskset` gives way to it, so that nothing else is measured.
  func onOneCore(by taskset: String) throws -> Program {
    Program(taskset, "--cpu-list", try Self.anyCore(), path)
  }

  /// The first core that this program may run on: a container need not have core 0.
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
