import FileSystem
import Glibc
import SystemPackage
import Testing

extension OneAtATime {
  struct RunLockTests {
    @Test func `the second run learns who has the lock, and gets it when it is released`() throws {
      try withTemporaryFolder { folder in
        let path: FilePath = folder.appending("allot.lock")
        let lock = try RunLock(at: path, since: "02:00:03")
        let taken = LockTaken(holder: "pid \(getpid()), since 02:00:03")
        #expect(throws: taken) { try RunLock(at: path, since: "02:00:04") }
        #expect(taken.description == "another run (pid \(getpid()), since 02:00:03) is active")
        lock.release()
        try RunLock(at: path, since: "3").release()
        #expect(try text(of: path) == "pid \(getpid()), since 3\n")
      }
    }

    @Test func `a lock is released when its value is destroyed`() throws {
      try withTemporaryFolder { folder in
        _ = try RunLock(at: folder.appending("allot.lock"), since: "1")
        _ = try RunLock(at: folder.appending("allot.lock"), since: "2")
      }
    }

    @Test func `a killed process leaves no lock`() throws {
      try withTemporaryFolder { folder in
        let path: FilePath = folder.appending("allot.lock")
        let other = try ChildProcess([
          "/usr/bin/flock", "--no-fork", path.string, "/bin/sh", "-c", "echo held; exec cat",
        ])
        #expect(try other.firstWord() == "held")
        #expect(throws: LockTaken(holder: "")) { try RunLock(at: path, since: "1") }
        other.kill()
        _ = try RunLock(at: path, since: "1")
      }
    }

    @Test func `a child of the run does not keep its lock`() throws {
      try withTemporaryFolder { folder in
        let path: FilePath = folder.appending("allot.lock")
        let lock = try RunLock(at: path, since: "1")
        let child = try ChildProcess(["/bin/sh", "-c", "echo alive; exec cat"])
        defer { child.kill() }
        #expect(try child.firstWord() == "alive")
        // If it were open there, the child of a killed run would keep the lock.
        #expect(try !openFiles(of: "\(child.pid)").contains(path.string))
        #expect(try openFiles(of: "self").contains(path.string))
        lock.release()
      }
    }

    @Test func `the content of the lock file is not trusted`() throws {
      try withTemporaryFolder { folder in
        let path: FilePath = folder.appending("allot.lock")
        try write("\u{1B}[2J" + String(repeating: "x", count: 500) + "\nsecond", to: path)
        let holder = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
        defer { try? holder.close() }
        try #require(flock(holder.rawValue, LOCK_EX) == 0)
        let shown = #"\x1B[2J"# + String(repeating: "x", count: 192) + "…"
        #expect(throws: LockTaken(holder: shown)) { try RunLock(at: path, since: "1") }
        #expect(LockTaken(holder: "").description == "another run is active")
      }
    }

    @Test func `a lock in a missing folder is an error`() {
      #expect(throws: FileError("open the lock", "/no/such", .noSuchFileOrDirectory)) {
        try RunLock(at: "/no/such", since: "1")
      }
    }
  }
}
