import Fuzzing
import Glibc

/// libFuzzer on one of allot's targets, which `ALLOT_FUZZ` names; `cron/fuzz` builds and runs it.
///
/// A broken rule ends the program, and libFuzzer keeps the input.
@main
enum Fuzz {
  static func main() {
    guard Self.target != nil else {
      complain("ALLOT_FUZZ must be one of: \(Target.allCases.map(\.rawValue))")
      exit(64)
    }
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    exit(
      runDriver(&count, &arguments) { start, count in
        Fuzz.put(Array(UnsafeBufferPointer(start: start, count: count)))
        return 0
      }
    )
  }

  private static let target = getenv("ALLOT_FUZZ").flatMap { Target(rawValue: String(cString: $0)) }

  private static func put(_ input: [UInt8]) {
    do { try target?.check(input) } catch {
      complain("\(error)")
      abort()
    }
  }

  private static func complain(_ text: String) {
    let line = Array((text + "\n").utf8)
    _ = write(STDERR_FILENO, line, line.count)
  }
}

/// libFuzzer's loop; it comes with `-sanitize=fuzzer`.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ testOneInput: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
