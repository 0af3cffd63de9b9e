import FileSystem
import Glibc
import SystemPackage
import Testing

struct FoldersTests {
  @Test func `a folder is made with those above it, and making it again changes nothing`() throws {
    try withTemporaryFolder { folder in
      let deep: FilePath = folder.appending("a/b/c")
      try makeFolder(deep, permissions: .ownerReadWriteExecute)
      try makeFolder(deep)
      #expect(try Stat(deep).type == .directory)
      #expect(try Stat(deep).permissions == .ownerReadWriteExecute)
      #expect(try names(in: folder.appending("a")) == ["b"])
    }
  }

  @Test func `a link to a folder is a folder, and one to nothing is in the way`() throws {
    try withTemporaryFolder { folder in
      try swingLink(at: folder.appending("here"), to: ".")
      try makeFolder(folder.appending("here"))
      let nowhere: FilePath = folder.appending("nowhere")
      try swingLink(at: nowhere, to: "nothing")
      #expect(throws: FileError("make the folder", nowhere, .fileExists)) {
        try makeFolder(nowhere)
      }
    }
  }

  @Test func `a file is in the way of a folder`() throws {
    try withTemporaryFolder { folder in
      let path: FilePath = folder.appending("a")
      try write("x", to: path)
      #expect(throws: FileError("make the folder", path, .notDirectory)) { try makeFolder(path) }
      #expect(throws: FileError("make the folder", path.appending("b"), .notDirectory)) {
        try makeFolder(path.appending("b"))
      }
    }
  }

  @Test func `only a folder can be synced as one`() throws {
    try withTemporaryFolder { folder in
      try syncFolder(folder)
      let file: FilePath = folder.appending("a")
      try write("x", to: file)
      #expect(throws: FileError("sync the folder", file, .notDirectory)) { try syncFolder(file) }
      #expect(throws: FileError("sync the folder", folder.appending("b"), .noSuchFileOrDirectory)) {
        try syncFolder(folder.appending("b"))
      }
    }
  }

  @Test func `a draft folder is published whole, and never over another`() throws {
    try withTemporaryFolder { folder in
      let draft: FilePath = folder.appending(".allot-41.part")
      for text in ["first", "second"] {
        try makeFolder(draft)
        let file = try OutputFile(at: draft.appending("a.csv"))
        try file.write(text)
        try file.publish(.refuse, syncingFolder: false)
        let outcome = try publishFolder(draft, at: folder.appending("41"))
        #expect(outcome == (text == "first" ? .done : .taken))
      }
      #expect(try files(in: folder.appending("41")) == ["a.csv": "first"])
      #expect(try sweepParts(in: folder) == 1)
      #expect(try names(in: folder) == ["41"])
    }
  }

  @Test func `sweeping removes parts, files and folders, and nothing else`() throws {
    try withTemporaryFolder { folder in
      for name in [".allot-a.csv.part", ".allot-.part", ".allot-b", "allot-c.part", ".d.part"] {
        try write(name, to: folder.appending(name))
      }
      try makeFolder(folder.appending(".allot-42.part/deep"))
      try swingLink(at: folder.appending(".allot-42.part/link"), to: folder)
      #expect(try sweepParts(in: folder) == 2)
      #expect(try names(in: folder) == [".allot-.part", ".allot-b", ".d.part", "allot-c.part"])
      #expect(try sweepParts(in: folder) == 0)
    }
  }

  @Test func `a file that is gone already is as good as removed`() throws {
    try withTemporaryFolder { folder in
      try write("x", to: folder.appending("a"))
      try removeFile(folder.appending("a"))
      try removeFile(folder.appending("a"))
      #expect(try names(in: folder) == [])
      #expect(throws: FileError.self) { try removeFile(folder) }
    }
  }
}
