import Foundation
package import Glibc
import SystemPackage

/// A program that strace stopped after a system call, so that a test can act at a known point.
package final class Held {
  /// The program's own process, not strace's.
  package let pid: pid_t
  private let running: Running
  private let trace: Trace

  /// Starts `allot` and returns when the program has made the nth call of that name and is stopped.
  ///
  /// If a path is given, only calls on it count, in any thread. With a `step` it is stopped again
  /// after every `step` further calls; `starter` are words before the program.
  package init(
    _ arguments: [String],
    after call: String,
    number: Int = 1,
    step: Int? = nil,
    on path: String? = nil,
    starter: [String] = [],
    environment: [String: String] = [:]
  ) throws {
    trace = try Trace()
    // Only failed calls are printed, so that the trace stays short.
    running = try Running(
      [
        "strace", "-f", "-qq", "-Z", "-o", trace.path, "-e", "trace=\(call)", "-e",
        "inject=\(call):signal=SIGSTOP:when=\(number)" + (step.map { "+\($0)" } ?? ""),
      ] + (path.map { ["-P", $0] } ?? []) + starter + [Program.path] + arguments,
      environment: environment
    )
    let line = try trace.wait(for: "stopped by SIGSTOP")
    pid = try Self.process(ofThread: String(line.prefix { $0 != " " }))
  }

  package func signal(_ number: Int32) { Glibc.kill(pid, number) }

  /// Continues it until it is stopped again.
  package func goOn() throws {
    signal(SIGCONT)
    _ = try trace.wait(for: "stopped by SIGSTOP")
  }

  /// Continues it, and waits for its end.
  ///
  /// strace counts for each thread: if another thread reaches that number, it is continued.
  package func resume() throws -> Program.Ended {
    let (trace, pid) = (trace, pid)
    let sender = DispatchQueue(label: "sender")
    sender.async { while trace.stoppedAgain() { Glibc.kill(pid, SIGCONT) } }
    defer {
      trace.end()
      sender.sync {}
    }
    signal(SIGCONT)
    return try running.wait()
  }

  /// Kills it while it is stopped, and waits until its lock on a root is free.
  package func kill(on root: Root) throws {
    signal(SIGKILL)
    // strace dies of the same signal, or fails because its program is gone.
    do { _ = try running.wait(expectingSignal: SIGKILL) } catch is DiedBySignal {}
    let lock = try FileDescriptor.open(
      FilePath(root.path + "/allot.lock"),
      .readOnly,
      options: .closeOnExec
    )
    defer { try? lock.close() }
    guard flock(lock.rawValue, LOCK_SH) == 0 else { throw Errno(rawValue: errno) }
  }

  private static func process(ofThread thread: String) throws -> pid_t {
    let status = try String(contentsOfFile: "/proc/\(thread)/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("Tgid:") }
    guard let pid = line.flatMap({ pid_t($0.dropFirst(5).drop { $0 == "\t" }) }) else {
      throw Errno.noSuchProcess
    }
    return pid
  }
}

extension Root {
  /// Starts a command on this root, and stops it after a call on a file or folder.
  ///
  /// The call is chosen from an undisturbed run on a copy: by its position among the calls of its
  /// name, from 0 for the first to 1 for the last.
  package func held(
    _ command: [String],
    after call: String,
    on place: String,
    at part: Double = 0.5
  ) throws -> Held {
    let calls = try lendCopy { copy in
      try Strace.calls(
        [call],
        concerning: "\(copy.path)/\(place)",
        of: command + ["--root", copy.path]
      )
    }
    guard !calls.isEmpty else { throw NeverCalled(call: call, place: place) }
    return try Held(
      command + ["--root", path],
      after: call,
      number: calls[Int(part * Double(calls.count - 1))].count
    )
  }
}

/// The program does not make the call after which it should be stopped.
struct NeverCalled: Error {
  let call: String
  let place: String
}

/// The output of strace, line by line; only one thread at a time may read it.
package final class Trace: @unchecked Sendable {
  private static let lastWord = "trace ends: stopped by SIGSTOP"

  package let path: String
  private let descriptor: FileDescriptor
  private var unread = ""

  package init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appending(path: "allot-trace-\(UUID().uuidString)").path
    guard mkfifo(path, 0o600) == 0 else { throw Errno(rawValue: errno) }
    // It is opened for reading and writing, so it never ends and opening does not wait for strace.
    descriptor = try FileDescriptor.open(FilePath(path), .readWrite, options: .closeOnExec)
  }

  deinit {
    try? descriptor.close()
    unlink(path)
  }

  /// Whether another thread was stopped before `end` was called.
  func stoppedAgain() -> Bool {
    guard let line = try? wait(for: "stopped by SIGSTOP") else { return false }
    return line != Self.lastWord
  }

  /// Wakes the waiting thread, because no more output comes.
  func end() {
    _ = try? descriptor.writeAll("\(Self.lastWord)\n".utf8)
  }

  /// Waits for a line that contains a text; gives up after a minute.
  package func wait(for text: String) throws -> String {
    while true {
      while let end = unread.firstIndex(of: "\n") {
        let line = String(unread[..<end])
        unread = String(unread[unread.index(after: end)...])
        if line.contains(text) { return line }
      }
      var asked = pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)
      guard poll(&asked, 1, 60_000) > 0 else { throw Errno.timedOut }
      let bytes = try [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
        count = try descriptor.read(into: UnsafeMutableRawBufferPointer(buffer))
      }
      unread += String(decoding: bytes, as: UTF8.self)
    }
  }
}
