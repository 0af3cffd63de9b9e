import FileSystem
import Glibc
import SystemPackage
import Testing

struct MountTests {
  @Test(
    arguments: [
      (0x6969, .network("NFS")), (0x517B, .network("SMB")), (0xFF53_4D42, .network("CIFS")),
      (0xFE53_4D42, .network("SMB2")), (0x6573_5546, .network("FUSE")),
      (0x0102_1997, .network("9p")), (0x5346_414F, .network("AFS")),
      (0x00C3_6400, .network("Ceph")),
      (0xEF53, .local), (0x5846_5342, .local), (0x9123_683E, .local), (0x0102_1994, .local),
      (0x794C_7630, .local), (0x2FC1_2FC1, .local),
    ] as [(UInt32, MountKind)]
  )
  func `a file system type is recognised by its number`(type: UInt32, kind: MountKind) {
    #expect(MountKind(type: type) == kind)
  }

  @Test func `an existing folder has a file system type, and a missing one has none`() throws {
    #expect(try MountKind(of: "/dev/shm") == .local)
    #expect(
      throws: FileError("ask for the file system of", "/no/such", .noSuchFileOrDirectory)
    ) {
      try MountKind(of: "/no/such")
    }
  }

  @Test func `the free space is more than zero and less than the maximum`() throws {
    #expect((1..<UInt64.max).contains(try FilePath("/tmp").freeSpace()))
    #expect(try FilePath("/proc").freeSpace() == 0)
    #expect(throws: FileError.self) { try FilePath("/no/such").freeSpace() }
  }

  @Test func `two paths are on the same file system or not`() throws {
    #expect(try withTemporaryFolder { try $0.isOnFileSystem(of: $0.appending("..")) })
    #expect(try !FilePath("/tmp").isOnFileSystem(of: "/proc"))
    #expect(throws: FileError.self) { try FilePath("/tmp").isOnFileSystem(of: "/no/such") }
  }
}
