import FileSystem
import Glibc
import SystemPackage
import Testing

extension OneAtATime {
  struct WritersTests {
    @Test func `a file has a writer while it is open for writing`() throws {
      try withTemporaryFolder { folder in
        let path: FilePath = folder.appending("a.csv")
        try write("x", to: path)
        let file = try InputFile(path)
        #expect(try file.writers() == .none)
        let writer = try FileDescriptor.open(path, .writeOnly, options: .closeOnExec)
        #expect(try file.writers() == .some)
        try writer.close()
        #expect(try file.writers() == .none)
      }
    }

    @Test func `a writable mapping is a writer after its file is closed`() throws {
      try withTemporaryFolder { folder in
        let path: FilePath = folder.appending("a.csv")
        try write("x", to: path)
        let file = try InputFile(path)
        let writer = try FileDescriptor.open(path, .readWrite, options: .closeOnExec)
        let mapping = mmap(nil, 1, PROT_READ | PROT_WRITE, MAP_SHARED, writer.rawValue, 0)
        try writer.close()
        #expect(try file.writers() == .some)
        munmap(mapping, 1)
        #expect(try file.writers() == .none)
      }
    }

    @Test func `a reader is not a writer, and the lease is not kept`() throws {
      try withTemporaryFolder { folder in
        let path: FilePath = folder.appending("a.csv")
        try write("x", to: path)
        let reader = try InputFile(path)
        let file = try InputFile(path)
        #expect(try file.writers() == .none)
        #expect(try reader.writers() == .none)
        // With a lease still held, opening without waiting would be refused.
        let writer = try FileDescriptor.open(
          path,
          .writeOnly,
          options: [.nonBlocking, .closeOnExec]
        )
        try writer.close()
      }
    }

    @Test(.enabled(if: geteuid() != 0, "root may lease everything"))
    func `whether another user's file has writers is unknown`() throws {
      #expect(try InputFile("/etc/passwd").writers() == .unknown)
    }
  }
}
