@testable import FileSystem
import Glibc
import SystemPackage
import Testing

struct DurableMoveTests {
  /// The target of a move: a folder on the same file system, or on another one.
  enum Archive: String, CaseIterable {
    case near = "/tmp"
    case far = "/dev/shm"
  }

  static let archives: [Archive] = sharedMemoryIsAnotherFileSystem ? Archive.allCases : [.near]

  @Test(.enabled(if: sharedMemoryIsAnotherFileSystem, "/tmp and /dev/shm are one file system"))
  func `moves between file systems are tested`() throws {
    try withFolders(.far) { inbox, archive in
      try write("x", to: inbox.appending("a.csv"))
      #expect(throws: FileError.self) {
        try inbox.appending("a.csv").renameWithoutReplacing(
          to: archive.appending("a.csv")
        )
      }
    }
  }

  @Test(arguments: archives)
  func `a file keeps its bytes, mode and modification time`(to: Archive) throws {
    try withFolders(to) { inbox, archive in
      let source: FilePath = inbox.appending("a.csv")
      let text = String(repeating: "0123456789abcdef\n", count: 40_000)
      try write(text, to: source)
      let before = try InputFile(source).status()
      let target = try source.moveDurably(to: archive, as: "b.csv")
      #expect(target == archive.appending("b.csv"))
      #expect(try files(in: archive) == ["b.csv": text])
      #expect(try files(in: inbox) == [:])
      let after = try InputFile(target).status()
      #expect(after.modified == before.modified)
      #expect(after.permissions == before.permissions)
    }
  }

  @Test(arguments: archives)
  func `nothing is ever replaced`(to: Archive) throws {
    try withFolders(to) { inbox, archive in
      for text in ["one", "two", "three", ""] {
        try write(text, to: inbox.appending("a.csv"))
        _ = try inbox.appending("a.csv").moveDurably(to: archive, as: "a.csv")
      }
      #expect(
        try files(in: archive) == [
          "a.csv": "one", "a.2.csv": "two", "a.3.csv": "three", "a.4.csv": "",
        ]
      )
    }
  }

  @Test(arguments: archives)
  func `the same bytes with another time are another file`(to: Archive) throws {
    try withFolders(to) { inbox, archive in
      try write("one", to: archive.appending("a.csv"))
      try #require(
        "\(archive)/a.csv".withCString { utimensat(AT_FDCWD, $0, [.init(), .init()], 0) } == 0
      )
      try write("one", to: inbox.appending("a.csv"))
      _ = try inbox.appending("a.csv").moveDurably(to: archive, as: "a.csv")
      #expect(try files(in: archive) == ["a.csv": "one", "a.2.csv": "one"])
    }
  }

  @Test(arguments: archives)
  func `an existing name of 255 bytes is cut`(to: Archive) throws {
    try withFolders(to) { inbox, archive in
      let long = try #require(FilePath.Component(String(repeating: "a", count: 251) + ".csv"))
      for text in ["one", "two"] {
        try write(text, to: inbox.appending(long))
        _ = try inbox.appending(long).moveDurably(to: archive, as: long)
      }
      #expect(try text(of: archive.appending(long)) == "one")
      #expect(try text(of: archive.appending(long.freeName(2))) == "two")
    }
  }

  @Test(arguments: archives)
  func `a file whose name has any bytes is moved`(to: Archive) throws {
    try withFolders(to) { inbox, archive in
      let odd = try name([0x2D, 0x0A, 0x1B, 0xFF])
      try write("x", to: inbox.appending(odd))
      let target = try inbox.appending(odd).moveDurably(to: archive, as: odd)
      #expect(target.lastComponent?.bytes == odd.bytes)
      #expect(try files(in: archive) == [#"-\x0A\x1B\xFF"#: "x"])
    }
  }

  @Test(.enabled(if: sharedMemoryIsAnotherFileSystem, "/tmp and /dev/shm are one file system"))
  func `a move interrupted before the source was removed is finished, not repeated`() throws {
    try withFolders(.far) { inbox, archive in
      try write("other", to: archive.appending("a.csv"))
      try write("one", to: inbox.appending("a.csv"))
      try write("one", to: archive.appending("a.2.csv"))
      try setModified(
        of: archive.appending("a.2.csv"),
        likeThatOf: inbox.appending("a.csv")
      )
      let target = try inbox.appending("a.csv").moveDurably(to: archive, as: "a.csv")
      #expect(target == archive.appending("a.2.csv"))
      #expect(try files(in: archive) == ["a.csv": "other", "a.2.csv": "one"])
      #expect(try files(in: inbox) == [:])
    }
  }

  @Test(.enabled(if: sharedMemoryIsAnotherFileSystem, "/tmp and /dev/shm are one file system"))
  func `a move interrupted while copying starts again`() throws {
    try withFolders(.far) { inbox, archive in
      try write("one", to: inbox.appending("a.csv"))
      try write("on", to: archive.appending(".allot-a.csv.part"))
      _ = try inbox.appending("a.csv").moveDurably(to: archive, as: "a.csv")
      #expect(try files(in: archive) == ["a.csv": "one"])
    }
  }

  @Test(.enabled(if: sharedMemoryIsAnotherFileSystem, "/tmp and /dev/shm are one file system"))
  func `a failed move leaves the source and no partial file`() throws {
    try withFolders(.far) { inbox, archive in
      try write("one", to: inbox.appending("a.csv"))
      #expect(throws: FileError.self) {
        try inbox.appending("a.csv").moveDurably(
          to: archive.appending("nowhere"),
          as: "a.csv"
        )
      }
      #expect(try files(in: inbox) == ["a.csv": "one"])
      #expect(try files(in: archive) == [:])
    }
  }

  @Test func `files differ by a byte or by their length`() throws {
    try withTemporaryFolder { folder in
      for (name, text) in [("a", "one"), ("b", "one"), ("c", "onf"), ("d", "ones")] {
        try write(text, to: folder.appending(name))
      }
      let a = try InputFile(folder.appending("a"))
      #expect(try a.hasSameBytes(as: InputFile(folder.appending("b"))))
      #expect(try !a.hasSameBytes(as: InputFile(folder.appending("c"))))
      #expect(try !a.hasSameBytes(as: InputFile(folder.appending("d"))))
    }
  }

  private func withFolders(
    _ place: Archive,
    _ body: (_ inbox: FilePath, _ archive: FilePath) throws -> Void
  ) throws {
    try withTemporaryFolder { inbox in
      try withTemporaryFolder(in: place.rawValue) { try body(inbox, $0) }
    }
  }
}
