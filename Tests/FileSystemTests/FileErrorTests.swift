import FileSystem
import SystemPackage
import Testing

struct FileErrorTests {
  @Test func `an error says what failed, where, why and what to do`() {
    #expect(
      FileError("write", "/var/a\u{1B}.csv", .noSpace).description
        == #"cannot write '/var/a\x1B.csv': No space left on device;"#
        + " the disk is full: free some space, then run again"
    )
  }

  @Test(
    arguments: [
      .noSpace, .diskQuotaExceeded, .readOnlyFileSystem, .permissionDenied, .notPermitted, .ioError,
      .tooManyOpenFiles,
    ] as [Errno]
  )
  func `a reason that a person can act on has a hint`(reason: Errno) {
    #expect(FileError("open", "x", reason).hint != nil)
  }

  @Test func `a reason that explains itself has no hint`() {
    #expect(
      FileError("open", "x", .noSuchFileOrDirectory).description
        == "cannot open 'x': No such file or directory"
    )
  }
}
