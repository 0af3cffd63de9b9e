@testable import FileSystem
import Glibc
import SystemPackage
import Testing

struct OutputFileTests {
  @Test func `nothing has the name until the file is published`() throws {
    try withTemporaryFolder { folder in
      let file = try OutputFile(at: folder.appending("a.csv"))
      try file.write("one,")
      try file.write("two\n")
      try file.sync()
      #expect(try files(in: folder) == [".allot-a.csv.part": "one,two\n"])
      #expect(try file.publish(.refuse) == folder.appending("a.csv"))
      #expect(try files(in: folder) == ["a.csv": "one,two\n"])
    }
  }

  @Test func `a taken name is replaced, refused or skipped, as requested`() throws {
    try withTemporaryFolder { folder in
      let path: FilePath = folder.appending("a.csv")
      try publish("old", at: path, .refuse)
      #expect(throws: FileError("publish", path, .fileExists)) {
        try publish("refused", at: path, .refuse)
      }
      #expect(try publish("new", at: path, .replace) == path)
      #expect(try publish("second", at: path, .takeFreeName) == folder.appending("a.2.csv"))
      #expect(try files(in: folder) == ["a.csv": "new", "a.2.csv": "second"])
    }
  }

  @Test func `a file that is dropped or discarded leaves nothing`() throws {
    try withTemporaryFolder { folder in
      _ = try OutputFile(at: folder.appending("dropped"))
      let file = try OutputFile(at: folder.appending("discarded"))
      try file.write("x")
      try file.discard()
      try file.discard()
      #expect(throws: FileError("write", file.path, .badFileDescriptor)) { try file.write("x") }
      #expect(try folder.names() == [])
    }
  }

  @Test func `a file left by a crash under the draft name is not written to`() throws {
    try withTemporaryFolder { folder in
      try write("precious", to: folder.appending("precious"))
      try folder.appending(".allot-a.csv.part").swingLink(to: "precious")
      try publish("new", at: folder.appending("a.csv"), .refuse)
      #expect(try files(in: folder) == ["a.csv": "new", "precious": "precious"])
    }
  }

  @Test func `the file has the requested permissions without the umask's bits`() throws {
    try withTemporaryFolder { folder in
      let path: FilePath = folder.appending("a.csv")
      try OutputFile(at: path, permissions: .ownerReadWrite).publish(.refuse)
      #expect(try Stat(path).permissions == .ownerReadWrite)
    }
  }

  @Test func `a full disk is reported with what to do`() throws {
    let full = try FileDescriptor.open("/dev/full" as FilePath, .writeOnly)
    defer { try? full.close() }
    #expect(throws: FileError("write", "a.csv", .noSpace)) {
      try withUnsafeBytes(of: 1) { try writeAll($0, to: full, "a.csv") }
    }
  }

  @Test func `a path without a name or without a folder cannot be written`() throws {
    try withTemporaryFolder { folder in
      #expect(throws: FileError("write", "/", .isDirectory)) { try OutputFile(at: "/") }
      #expect(throws: FileError.self) { try OutputFile(at: folder.appending("no/such")) }
    }
  }

  @discardableResult
  private func publish(
    _ text: String,
    at path: FilePath,
    _ whenTaken: WhenTaken
  ) throws -> FilePath {
    let file = try OutputFile(at: path)
    try file.write(text)
    return try file.publish(whenTaken)
  }
}
