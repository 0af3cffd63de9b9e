import Foundation
import TestSupport
import Testing

/// Too little room on the disk of a folder that lies elsewhere than the root.
@Suite(.enabled(if: OwnMounts.arePermitted, "SKIPPED: this user may not mount a disk"))
struct OtherDiskTests {
  @Test(arguments: [("archive", 3, 4, 200_000), ("reports", 2, 2, 1)])
  func `too little room on another disk is told before the night begins`(
    folder: String,
    size: Int,
    needed: Int,
    rows: Int
  ) throws {
    try Root.lendWithOneNight { root in
      let line = "O-3,LAMP,1,padding\n"
      try root.drop(
        "orderid,sku,qty,note\n" + String(repeating: line, count: rows),
        as: "orders-2.csv"
      )
      // The newest report says how much room the next one takes.
      try Data(repeating: 0x20, count: 3 << 19)
        .write(to: root.folder.appending(path: "reports/latest/allocations.csv"))
      let disk = OwnDisk(folder: folder, size: "\(size)m")
      let night = [Program.path, "run", "--root", root.path] + Root.at(2)
      let ended = try disk.run(night, then: night, on: root) { middle throws in
        #expect(try middle.names("inbox") == [".processing", "orders-2.csv"])
        #expect(try middle.names("inbox/.processing") == [])
        #expect(try middle.names("reports") == [Root.run(1), "latest"])
      }
      #expect(ended.code == 74, "\(ended)")
      #expect(
        ended.errors.contains(
          "MB are free on the disk at \(root.path)/\(folder), \(needed) MB are needed"
        ),
        "\(ended)"
      )
      #expect(ended.output.hasSuffix("then 0\n"), "\(ended)")
    }
  }
}
