import FileSystem
import SystemPackage
import Testing

struct ListingTests {
  @Test func `names are sorted by their bytes, whatever these are`() throws {
    try withTemporaryFolder { folder in
      let all: [[UInt8]] = [
        [0x0A], Array("-rf".utf8), Array(".hidden".utf8), Array("A".utf8), Array("a\u{1B}".utf8),
        Array(repeating: 0x62, count: 255), [0xC3, 0xA9], [0xFF, 0x2E, 0x63, 0x73, 0x76],
      ]
      for bytes in all.reversed() { try write("x", to: folder.appending(name(bytes))) }
      #expect(try folder.names().map(\.bytes) == all)
      for name in try folder.names() { #expect(try text(of: folder.appending(name)) == "x") }
    }
  }

  @Test func `an empty folder has no names`() throws {
    #expect(try withTemporaryFolder { try $0.names() } == [])
  }

  @Test func `a missing folder cannot be listed`() {
    #expect(throws: FileError("list the folder", "/no/such", .noSuchFileOrDirectory)) {
      try FilePath("/no/such").names()
    }
  }

  @Test func `bytes with a slash or a zero, or no bytes, are not a name`() {
    #expect(FilePath.Component(bytes: [0x61, 0x2F]) == nil)
    #expect(FilePath.Component(bytes: [0x61, 0x00]) == nil)
    #expect(FilePath.Component(bytes: [UInt8]()) == nil)
  }
}
