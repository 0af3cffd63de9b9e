import FileSystem
import Glibc
import SystemPackage
import Testing

struct InputFileTests {
  @Test func `a file is read from where the last read ended, and again after rewinding`() throws {
    try withTemporaryFolder { folder in
      try write("one two", to: folder.appending("a.csv"))
      let file = try InputFile(folder.appending("a.csv"))
      #expect(try read(4, from: file) == "one ")
      #expect(try read(9, from: file) == "two")
      #expect(try read(9, from: file) == "")
      try file.rewind()
      #expect(try read(3, from: file) == "one")
      try file.seek(to: 4)
      #expect(try read(9, from: file) == "two")
    }
  }

  @Test func `the status is that of the open file, and changes when it is written`() throws {
    try withTemporaryFolder { folder in
      let path: FilePath = folder.appending("a.csv")
      try write("1234", to: path)
      let file = try InputFile(path)
      let before = try file.status()
      let stat = try Stat(path)
      #expect(before.size == 4)
      #expect(before.linkCount == 1)
      #expect(before.inode == stat.inode.rawValue)
      #expect(before.device == stat.deviceID.rawValue)
      #expect(before.modified.components.seconds == stat.st_mtim.tv_sec)
      #expect(before.modified.components.attoseconds == Int64(stat.st_mtim.tv_nsec) * 1_000_000_000)
      #expect(try file.status() == before)
      try #require(path.withPlatformString { link($0, "\(folder)/b.csv") } == 0)
      #expect(try file.status() != before)
      #expect(try file.status().linkCount == 2)
    }
  }

  @Test func `a link to a file, to nothing or to itself is refused`() throws {
    try withTemporaryFolder { folder in
      try write("x", to: folder.appending("a.csv"))
      for target in ["a.csv", "nothing", "link.csv", "/etc/passwd"] {
        let path: FilePath = folder.appending("link.csv")
        try path.swingLink(to: FilePath(target))
        #expect(throws: UnreadableFile(path: path, reason: .symbolicLink)) { try InputFile(path) }
      }
    }
  }

  @Test func `a folder, a named pipe, a socket and a device are refused without waiting`() throws {
    try withTemporaryFolder { folder in
      let pipe = folder.appending("pipe.csv")
      try #require(pipe.withPlatformString { mkfifo($0, 0o600) } == 0)
      let socket = folder.appending("socket.csv")
      try #require(socket.withPlatformString { mknod($0, S_IFSOCK | 0o600, 0) } == 0)
      #expect(throws: UnreadableFile(path: folder, reason: .folder)) { try InputFile(folder) }
      #expect(throws: UnreadableFile(path: pipe, reason: .fifo)) { try InputFile(pipe) }
      #expect(throws: UnreadableFile(path: socket, reason: .socket)) { try InputFile(socket) }
      #expect(throws: UnreadableFile(path: "/dev/null", reason: .device)) {
        try InputFile("/dev/null")
      }
    }
  }

  @Test func `a missing file is refused with its displayed name`() {
    let refusal = UnreadableFile(path: "/tmp/no\nsuch.csv", reason: .gone)
    #expect(throws: refusal) { try InputFile("/tmp/no\nsuch.csv") }
    #expect(refusal.description == #"'no\x0Asuch.csv' is gone"#)
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func `a file that this user may not read is refused`() throws {
    try withTemporaryFolder { folder in
      let path: FilePath = folder.appending("a.csv")
      try write("x", to: path)
      try #require(path.withPlatformString { chmod($0, 0) } == 0)
      #expect(throws: UnreadableFile(path: path, reason: .noPermission)) { try InputFile(path) }
    }
  }

  @Test func `a name that is too long is a file system error`() {
    let path = FilePath("/tmp/" + String(repeating: "a", count: 256))
    #expect(throws: FileError("open", path, .fileNameTooLong)) { try InputFile(path) }
  }

  @Test func `a closed file cannot be read`() throws {
    try withTemporaryFolder { folder in
      let path: FilePath = folder.appending("a.csv")
      try write("x", to: path)
      let file = try InputFile(path)
      file.close()
      #expect(throws: FileError("read", path, .badFileDescriptor)) { try read(1, from: file) }
    }
  }

  private func read(_ count: Int, from file: InputFile) throws -> String {
    String(
      decoding: try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        filled = try file.read(into: .init(buffer))
      },
      as: UTF8.self
    )
  }
}
