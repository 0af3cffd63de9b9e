import FileSystem
import Glibc
import SystemPackage
import Testing

struct FoldersTests {
  @Test func `a folder is created with its parents, and a second time changes nothing`() throws {
    try withTemporaryFolder { folder in
      let deep: FilePath = folder.appending("a/b/c")
      try deep.makeFolder(permissions: .ownerReadWriteExecute)
      try deep.makeFolder()
      #expect(try Stat(deep).type == .directory)
      #expect(try Stat(deep).permissions == .ownerReadWriteExecute)
      #expect(try folder.appending("a").names() == ["b"])
    }
  }

  @Test func `a link to a folder is a folder, and a dangling link blocks the path`() throws {
    try withTemporaryFolder { folder in
      try folder.appending("here").swingLink(to: ".")
      try folder.appending("here").makeFolder()
      let nowhere: FilePath = folder.appending("nowhere")
      try nowhere.swingLink(to: "nothing")
      #expect(throws: FileError("make the folder", nowhere, .fileExists)) {
        try nowhere.makeFolder()
      }
    }
  }

  @Test func `a file at the path of a folder is an error`() throws {
    try withTemporaryFolder { folder in
      let path: FilePath = folder.appending("a")
      try write("x", to: path)
      #expect(throws: FileError("make the folder", path, .notDirectory)) { try path.makeFolder() }
      #expect(throws: FileError("make the folder", path.appending("b"), .notDirectory)) {
        try path.appending("b").makeFolder()
      }
    }
  }

  @Test func `only a folder can be synced as one`() throws {
    try withTemporaryFolder { folder in
      try folder.syncFolder()
      let file: FilePath = folder.appending("a")
      try write("x", to: file)
      #expect(throws: FileError("sync the folder", file, .notDirectory)) { try file.syncFolder() }
      #expect(throws: FileError("sync the folder", folder.appending("b"), .noSuchFileOrDirectory)) {
        try folder.appending("b").syncFolder()
      }
    }
  }

  @Test func `a draft folder is published completely, and never over another`() throws {
    try withTemporaryFolder { folder in
      let draft: FilePath = folder.appending(".allot-41.part")
      for text in ["first", "second"] {
        try draft.makeFolder()
        let file = try OutputFile(at: draft.appending("a.csv"))
        try file.write(text)
        try file.publish(.refuse, syncingFolder: false)
        let outcome = try draft.publishFolder(at: folder.appending("41"))
        #expect(outcome == (text == "first" ? .done : .taken))
      }
      #expect(try files(in: folder.appending("41")) == ["a.csv": "first"])
      #expect(try folder.sweepParts() == 1)
      #expect(try folder.names() == ["41"])
    }
  }

  @Test func `sweeping removes only partial files and folders`() throws {
    try withTemporaryFolder { folder in
      for name in [".allot-a.csv.part", ".allot-.part", ".allot-b", "allot-c.part", ".d.part"] {
        try write(name, to: folder.appending(name))
      }
      try folder.appending(".allot-42.part/deep").makeFolder()
      try folder.appending(".allot-42.part/link").swingLink(to: folder)
      #expect(try folder.sweepParts() == 2)
      #expect(try folder.names() == [".allot-.part", ".allot-b", ".d.part", "allot-c.part"])
      #expect(try folder.sweepParts() == 0)
    }
  }

  @Test func `removing a missing file is not an error`() throws {
    try withTemporaryFolder { folder in
      try write("x", to: folder.appending("a"))
      try folder.appending("a").removeFile()
      try folder.appending("a").removeFile()
      #expect(try folder.names() == [])
      #expect(throws: FileError.self) { try folder.removeFile() }
    }
  }
}
