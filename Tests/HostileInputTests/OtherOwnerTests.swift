import Foundation
import Glibc
import SystemPackage
import SystemTestSupport
import Testing

/// Files of another user: the system does not show whether somebody writes to them.
@Suite(.enabled(if: geteuid() == 0, "SKIPPED: only root can drop files as another user"))
struct OtherOwnerTests {
  private static let asNobody = [
    "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
  ]

  /// The file has been unchanged for long at the first check, so only a second check can show a
  /// change.
  @Test func `a file that is opened repeatedly is left until two checks agree`() throws {
    try Root.lend { root in
      let slow = root.folder.appending(path: "slow")
      try FileManager.default.createDirectory(at: slow, withIntermediateDirectories: false)
      let file = slow.path + "/orders.csv"
      try Data("orderid,sku,qty\nO-1,LAMP,1\n".utf8).write(to: URL(filePath: file))
      try root.drop("ref,sku,qty\nB1,LAMP,10\n", as: "batches.csv")
      #expect(try root.night(1).code == 0)
      try #require(Shell.run(#"chown -R 65534 "$1" && chown 0 "$2""#, [root.path, file]).code == 0)

      // Each check makes two calls: it sets its own signal, then requests the lease.
      let run = try Held(
        ["run", "--root", root.path, "--inbox", slow.path] + Root.at(2) + ["--settle", "0.1"],
        after: "fcntl",
        step: 2,
        on: file,
        starter: Self.asNobody
      )
      for n in 2...4 {
        let writing = try FileDescriptor.open(FilePath(file), .writeOnly, options: .append)
        _ = try writing.closeAfter { try writing.writeAll("O-\(n),LAMP,1\n".utf8) }
        try run.goOn()
      }
      let ended = try run.resume()

      #expect(ended.code == 0, "\(ended)")
      let rows = (1...4).map { "O-\($0),LAMP,1,B1\n" }.joined()
      #expect(
        try root.text("reports/latest/allocations.csv") == "orderid,sku,qty,batchref\n" + rows
      )
    }
  }
}
