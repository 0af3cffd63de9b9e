/// Python, if it is installed.
struct Python {
  private let program: Program

  /// Nil if Python or its module `sqlite3` is missing.
  init?(_ path: String?) {
    // The program in PATH may be a wrapper, which would be measured too.
    let question = "import csv, sqlite3, sys; print(sys.executable)"
    guard let path, (try? Program(path).run("-c", question)) != nil else { return nil }
    program = Program(TextFile.tail(of: Child.output, lines: 1), "-I")
  }

  func has(_ module: String) -> Bool { (try? program.run("-c", "import \(module)")) != nil }

  func run(_ script: String) throws -> Child { try program.timed([script]) }
}
