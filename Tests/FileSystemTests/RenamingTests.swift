@testable import FileSystem
import Glibc
import SystemPackage
import Testing

struct RenamingTests {
  /// Both ways to rename: that of the kernel, and the one for file systems that do not support it.
  enum Way: CaseIterable {
    case rename, linkThenUnlink

    func callAsFunction(from source: FilePath, to target: FilePath) throws -> RenameOutcome {
      switch self {
      case .rename: try source.renameWithoutReplacing(to: target)
      case .linkThenUnlink: try source.linkThenUnlink(to: target)
      }
    }
  }

  @Test(arguments: Way.allCases)
  func `a file is renamed if the name is free, and nothing changes if it is taken`(
    way: Way
  ) throws {
    try withTemporaryFolder { folder in
      let (a, b): (FilePath, FilePath) = (folder.appending("a"), folder.appending("b"))
      try write("one", to: a)
      #expect(try way(from: a, to: b) == .done)
      #expect(try files(in: folder) == ["b": "one"])
      try write("two", to: a)
      #expect(try way(from: a, to: b) == .taken)
      #expect(try files(in: folder) == ["a": "two", "b": "one"])
    }
  }

  @Test(arguments: Way.allCases)
  func `a file that a power cut left under both names loses only the old one`(way: Way) throws {
    try withTemporaryFolder { folder in
      let (a, b): (FilePath, FilePath) = (folder.appending("a"), folder.appending("b"))
      try write("one", to: a)
      #expect(link(a.string, b.string) == 0)
      #expect(try way(from: a, to: b) == .done)
      #expect(try files(in: folder) == ["b": "one"])
    }
  }

  @Test(arguments: Way.allCases)
  func `one name reached by two paths is taken`(way: Way) throws {
    try withTemporaryFolder { folder in
      let (inner, linked) = (folder.appending("inner"), folder.appending("linked"))
      try inner.makeFolder()
      try linked.swingLink(to: "inner")
      try write("one", to: inner.appending("a"))
      #expect(link(inner.appending("a").string, folder.appending("spare").string) == 0)
      #expect(try way(from: inner.appending("a"), to: linked.appending("a")) == .taken)
      #expect(try text(of: inner.appending("a")) == "one")
    }
  }

  @Test(arguments: Way.allCases)
  func `a name with a dangling link is taken too`(way: Way) throws {
    try withTemporaryFolder { folder in
      try write("one", to: folder.appending("a"))
      try folder.appending("b").swingLink(to: "nothing")
      #expect(try way(from: folder.appending("a"), to: folder.appending("b")) == .taken)
      #expect(try text(of: folder.appending("a")) == "one")
    }
  }

  @Test(arguments: Way.allCases)
  func `a missing file cannot be renamed`(way: Way) throws {
    try withTemporaryFolder { folder in
      #expect(throws: FileError.self) {
        try way(from: folder.appending("a"), to: folder.appending("b"))
      }
    }
  }

  @Test func `a link is moved to the next target, despite the remains of a crash`() throws {
    try withTemporaryFolder { folder in
      for run in ["41", "42"] {
        try folder.appending(run).makeFolder()
        try write(run, to: folder.appending(run).appending("a"))
        try write("left", to: folder.appending(".allot-latest.part"))
        try folder.appending("latest").swingLink(to: FilePath(run))
        #expect(try text(of: folder.appending("latest").appending("a")) == run)
      }
      #expect(try folder.names() == ["41", "42", "latest"])
    }
  }
}
