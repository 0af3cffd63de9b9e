import Foundation
import SystemTestSupport
import Testing

/// Too little space on the disk of a folder outside the root.
@Suite(.enabled(if: OwnMounts.arePermitted, "SKIPPED: this user may not mount a disk"))
struct OtherDiskTests {
  @Test func `too little space on the reports' disk is reported before the night begins`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\nO-3,LAMP,1\n", as: "orders-2.csv")
      // The newest report determines how much space the next one is expected to need.
      try Data(repeating: 0x20, count: 3 << 19)
        .write(to: root.folder.appending(path: "reports/latest/allocations.csv"))
      let disk = OwnDisk(folder: "reports", size: "2m")
      let night = [Program.path, "run", "--root", root.path] + Root.at(2)
      let ended = try disk.run(night, then: night, on: root) { middle throws in
        #expect(try middle.names("inbox") == [".processing", "orders-2.csv"])
        #expect(try middle.names("inbox/.processing") == [])
        #expect(try middle.names("reports") == [Root.run(1), "latest"])
      }
      #expect(ended.code == 74, "\(ended)")
      #expect(
        ended.errors.contains(
          "MB are free on the disk at \(root.path)/reports, 2 MB are needed"
        ),
        "\(ended)"
      )
      #expect(ended.output.hasSuffix("then 0\n"), "\(ended)")
    }
  }
  @Test func `a file that does not fit on the archive's disk is held and reported at once`() throws
  {
    try Root.lendWithOneNight { root in
      let lines = (100_001...300_000).map { "P-\($0)pad,LAMP,1\n" }
      try root.drop("orderid,sku,qty\n" + lines.joined(), as: "orders-2.csv")
      try root.drop("orderid,sku,qty\nO-4,LAMP,1\n", as: "orders-3.csv")
      let disk = OwnDisk(folder: "archive", size: "3m")
      let night = [Program.path, "run", "--root", root.path] + Root.at(2)
      let ended = try disk.run(night, then: night, on: root) { middle throws in
        #expect(try middle.names("inbox") == [".processing", "orders-2.csv", "results"])
        #expect(try middle.names("archive/2026-11-24") == ["orders-3.csv"])
      }
      #expect(ended.code == 1, "\(ended)")
      #expect(
        ended.output.contains(
          """
          orders-2.csv: held: it has 4 MB and takes up to 4 MB on the disk at \
          \(root.path)/archive, where 2 MB are free: make room
          """
        ),
        "\(ended)"
      )
      #expect(ended.output.hasSuffix("then 0\n"), "\(ended)")
    }
  }
}
