import Foundation
import Testing

struct SystemCallTests {
  @Test func `calls are read in the order in which they returned`() {
    let log = #"""
      7  fsync(3<\x2f\x61> <unfinished ...>
      8  pwrite64(4<\x2f\x62>(deleted), "\x28\x2c\x22"..., 3, 512) = 3
      8  openat(AT_FDCWD<\x2f>, "\x2f\x63", O_RDWR|O_CREAT, 0640) = 5<\x2f\x63>
      7  <... fsync resumed>)              = 0
      8  unlink("\x2f\x64") = -1 ENOENT (No such file or directory)
      8  fdatasync(5<\x2f\x63>) = ?
      8  --- SIGTERM {si_signo=SIGTERM} ---
      7  +++ exited with 0 +++
      """#
    #expect(
      SystemCall.all(in: Data(log.utf8)).map(text) == [
        #"pwrite64(4, "(,"", 3, 512) = 3"#,
        #"openat(AT_FDCWD</>, "/c", O_RDWR|O_CREAT, 0640) = 5"#,
        "fsync(3</a>) = 0",
        #"unlink("/d") = -1"#,
        "fdatasync(5</c>) = -1",
      ]
    )
  }

  private func text(_ call: SystemCall) -> String {
    let arguments = call.arguments.map { argument in
      (argument.bytes == nil ? argument.text : "\"\(argument.string)\"")
        + (argument.path.map { "<\($0)>" } ?? "")
    }
    return "\(call.name)(\(arguments.joined(separator: ", "))) = \(call.result)"
  }
}
