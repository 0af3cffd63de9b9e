/// The `sqlite3` shell, without any user's settings.
struct SQLiteShell {
  let program: Program

  init(_ program: Program) {
    self.program = program
  }

  @discardableResult
  func run(_ database: String, _ commands: String...) throws -> Child {
    try program.timed(["-batch", "-bail", "-init", "/dev/null", database] + commands)
  }
}
