import FileSystem
import Glibc
import SystemPackage
import Testing

extension OneAtATime {
  struct StandardDescriptorsTests {
    @Test func `missing standard descriptors are opened, so that no file gets their numbers`() async
    {
      await #expect(processExitsWith: .success) {
        for number: Int32 in 0...2 { close(number) }
        try StandardDescriptors.ensureOpen()
        // The test runner may open a file at the same time and get one of the numbers, which is
        // fine too.
        let areOpen = (0...2).allSatisfy { fcntl($0, F_GETFD) != -1 }
        let next = try FileDescriptor.open("/dev/null" as FilePath, .readOnly).rawValue
        exit(areOpen && next > 2 ? EXIT_SUCCESS : EXIT_FAILURE)
      }
    }

    @Test func `open standard descriptors stay unchanged`() async {
      await #expect(processExitsWith: .success) {
        close(1)
        let before = try Stat(FileDescriptor.standardError).inode
        try StandardDescriptors.ensureOpen()
        let kept = try Stat(FileDescriptor.standardError).inode == before
        let opened = fcntl(1, F_GETFD) != -1
        exit(kept && opened ? EXIT_SUCCESS : EXIT_FAILURE)
      }
    }

    @Test func `writing to a closed reader is an error and does not end the process`() async {
      await #expect(processExitsWith: .success) {
        StandardDescriptors.ignoreSIGPIPE()
        let (reader, writer) = try FileDescriptor.pipe()
        try reader.close()
        do {
          try writer.writeAll([1])
          exit(EXIT_FAILURE)
        } catch Errno.brokenPipe {
          exit(EXIT_SUCCESS)
        }
      }
    }
  }
}
