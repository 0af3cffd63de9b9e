import Glibc

/// A program that has ended, with the time and memory that it took.
struct Child {
  let seconds: Double
  let peakMegabytes: Double
  private let status: Int32

  /// The file with the output of the last program, for the message if it fails.
  static let output = "output.txt"

  /// Runs a program in the work folder; throws unless it ends with exit code 0.
  @discardableResult
  static func run(_ program: String, _ arguments: [String]) throws -> Child {
    let child = try Child(program, arguments)
    guard child.status == 0 else {
      let command = ([program] + arguments).joined(separator: " ")
      throw BenchError("\(command)\n\(child.ending)\n\(TextFile.tail(of: output))")
    }
    return child
  }

  /// The peak memory of this program, below which that of a child cannot be measured.
  static var floorMegabytes: Double {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return usage.peakMegabytes
  }

  private init(_ program: String, _ arguments: [String]) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, Self.output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    let words = CStrings([program] + arguments)
    // Without ALLOT_ROOT, PYTHONPATH and so on, so that every machine measures the same.
    let environment = CStrings(["PATH=\(Tools.path)", "LC_ALL=C.UTF-8"])
    defer {
      words.free()
      environment.free()
    }

    let clock = ContinuousClock()
    let start = clock.now
    var process: pid_t = 0
    let error = posix_spawn(&process, program, &actions, nil, words.list, environment.list)
    guard error == 0 else {
      throw BenchError("cannot start \(program): \(String(cString: strerror(error)))")
    }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) < 0 {
      guard errno == EINTR else {
        throw BenchError("cannot wait for \(program): \(String(cString: strerror(errno)))")
      }
    }
    seconds = (clock.now - start) / .seconds(1)
    peakMegabytes = usage.peakMegabytes
    self.status = status
  }

  private var ending: String {
    status & 0x7f == 0 ? "ended with exit code \(status >> 8)" : "ended by signal \(status & 0x7f)"
  }
}

extension rusage {
  fileprivate var peakMegabytes: Double { Double(ru_maxrss) / 1024 }
}

/// Strings for a C function, with a null after the last.
private struct CStrings {
  let list: [UnsafeMutablePointer<CChar>?]

  init(_ strings: [String]) {
    list = strings.map { strdup($0) } + [nil]
  }

  func free() {
    for string in list { Glibc.free(string) }
  }
}
