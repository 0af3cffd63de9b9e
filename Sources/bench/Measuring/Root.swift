/// A root of allot, and the program that works in it.
struct Root {
  let name: String
  let allot: Program

  var database: String { "\(name)/allot.sqlite" }
  var reports: Reports { Reports(root: name) }

  func drop(_ file: String, as other: String? = nil) throws {
    try TextFile.copy(file, to: "\(name)/inbox/\(other ?? file)")
  }

  /// Runs `run`, `import` or `report`; throws unless its summary has a key with a value.
  @discardableResult
  func run(_ command: String, expecting key: String, _ value: some Any) throws -> Child {
    let settling = command == "report" ? [] : ["--settle", "0"]
    let child = try allot.timed([command, "--root", name, "--json"] + settling)
    guard try Self.summary().contains("\(key):\(value)") else {
      throw BenchError(
        "wrong results: `allot \(command)` in \(name) has not \(key) \(value) in its summary"
      )
    }
    return child
  }

  /// Imports one file.
  @discardableResult
  func take(
    _ file: String,
    as other: String? = nil,
    expecting key: String = "applied",
    _ value: some Any
  ) throws -> Child {
    try drop(file, as: other)
    return try run("import", expecting: key, value)
  }

  @discardableResult
  func report() throws -> Child { try run("report", expecting: "state", "finished") }

  func rebuildView() throws -> Child {
    try allot.timed(["view", "rebuild", "--root", name])
  }

  func verifyView() throws {
    try allot.run("view", "verify", "--root", name)
  }

  /// Checks the results from the outside; the latest reports must be up to date.
  func check(lines: Int, waiting: Int? = nil) throws {
    try verifyView()
    try reports.check(lines: lines)
    guard let waiting else { return }
    let found = try reports.waiting()
    guard found == waiting else {
      throw BenchError("wrong results: \(found) lines wait in \(name), not \(waiting)")
    }
  }

  /// The keys and plain values of the JSON that was printed last, such as `applied:100`.
  private static func summary() throws -> Set<String> {
    var pairs: Set<String> = []
    try TextFile.forEachLine(of: Child.output) { line in
      pairs.insert(String(decoding: line, as: UTF8.self).filter { !" \",".contains($0) })
    }
    return pairs
  }
}
