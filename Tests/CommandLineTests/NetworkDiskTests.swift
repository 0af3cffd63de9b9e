import Foundation
import SystemTestSupport
import Testing

/// A root on a network file system, as strace makes the kernel report.
@Suite(.enabled(if: FakeDisk.isPossible, "SKIPPED: strace is not installed, or too old"))
struct NetworkDiskTests {
  /// The fields of statfs(2), byte by byte as they are in memory.
  private static let (nfs, fuse, overlay) = ("69690000", "46557365", "30764c79")

  @Test func `a root on a network disk is refused before anything is created, unless allowed`()
    throws
  {
    try Root.lend { root throws in
      try root.drop("ref,sku,qty,eta\nB1,LAMP,10,\n", as: "batches.csv")
      for type in [(Self.nfs, "NFS"), (Self.fuse, "FUSE")] {
        let ended = try run(root, on: type.0)
        #expect(ended.code == 64, "\(ended)")
        #expect(
          ended.errors == """
            allot: \(root.path) is on \(type.1): over a network, locks and syncs may not hold what \
            they promise, and rows may be lost; put it on a local disk, or say \
            --allow-network-disk (ALLOT_ALLOW_NETWORK_DISK=1); nothing was changed

            """
        )
        #expect(try root.everything().keys.sorted() == ["inbox", "inbox/batches.csv"])
      }
      let allowed = try run(root, on: Self.nfs, "--allow-network-disk", "--quiet")
      #expect(allowed == Program.Ended(code: 0))
    }
  }

  @Test func `the environment may allow a network disk, only with a clear value`() throws {
    try Root.lend { root throws in
      let variable = "ALLOT_ALLOW_NETWORK_DISK"
      #expect(try run(root, on: Self.nfs, environment: [variable: "1"]).code == 0)
      for word in ["", "0", "perhaps"] {
        let ended = try run(root, on: Self.nfs, environment: [variable: word])
        #expect(ended.code == 64, "\(ended)")
      }
    }
  }

  @Test func `a local disk and an overlay on one need no permission`() throws {
    try Root.lend { root throws in
      #expect(try run(root, on: Self.overlay, "--quiet") == Program.Ended(code: 0))
    }
  }

  private func run(
    _ root: Root,
    on type: String,
    _ arguments: String...,
    environment: [String: String] = [:]
  ) throws -> Program.Ended {
    try Running(
      FakeDisk.strace(type) + [Program.path, "run", "--root", root.path] + Root.at(1) + arguments,
      environment: environment
    ).wait()
  }
}

/// Makes the kernel report another type of file system.
private enum FakeDisk {
  /// Gives each request of a program for a file system another type.
  static func strace(_ type: String) -> [String] {
    [
      "strace", "-f", "-qqq", "-o", "/dev/null", "-e", "trace=statfs", "-e",
      "inject=statfs:poke_exit=@arg2=\(type)00000000",
    ]
  }

  static let isPossible = (try? Running(strace("00000000") + ["true"]).wait().code) == 0
}
