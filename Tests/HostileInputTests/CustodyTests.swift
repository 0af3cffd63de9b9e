import Crypto
import Foundation
import GRDB
import SystemTestSupport
import Testing

/// Files that others change, cut and replace while the run reads them.
struct CustodyTests {
  /// What another program does to `inbox/orders.csv`, repeatedly, as long as the nights run.
  enum Meddler: String, CaseIterable, CustomTestStringConvertible {
    case appends = #"printf 'O-%d,LAMP,1\n' $n >> inbox/orders.csv"#
    case cuts = """
      head -c $((n % 40)) whole > inbox/orders.csv; cat whole > inbox/orders.csv; \
      truncate -s $((n % 50)) inbox/orders.csv
      """
    case replaces =
      #"printf 'orderid,sku,qty\nR-%d,LAMP,1\n' $n > new; mv new inbox/orders.csv"#
    case takesAwayAndBack = """
      mv inbox/orders.csv away; sed "s/O-1/P-$n/" whole > away; mv away inbox/orders.csv
      """

    var testDescription: String { "\(self)" }
  }

  @Test(arguments: Meddler.allCases)
  func `whatever others do to a file, the archive has what the ledger says was read`(
    meddler: Meddler
  ) throws {
    try Root.lendWithOneNight { root in
      let whole = (1...200).map { "O-\($0),LAMP,1\n" }.joined()
      try ("orderid,sku,qty\n" + whole)
        .write(to: root.folder.appending(path: "whole"), atomically: true, encoding: .utf8)
      let script =
        """
        cd "$1"; n=0; while [ $n -lt 3000 ]; do n=$((n+1)); { \(meddler.rawValue); } 2>/dev/null; done
        """
      let other = try Running(["/bin/sh", "-c", script, "sh", root.path])
      for day in 2...4 {
        let ended = try root.night(day)
        #expect(ended.code == 0 || ended.code == 1, "\(ended)")
      }
      other.signal(SIGKILL)
      _ = try other.wait(allowingSignal: SIGKILL)

      let last = try root.night(8)

      #expect(last.code == 0 || last.code == 1, "\(last)")
      #expect(try root.names("inbox/.processing").isEmpty)
      let (putAway, read) = (try root.digestsOfPutAway(), try root.digestsInLedger())
      #expect(putAway == read)
      #expect(try root.allot("view", "verify").code == 0)
    }
  }

  @Test func `an upload with the name of a file being imported is not lost`() throws {
    try Root.lendWithOneNight { root in
      // Like an SFTP server, it only takes a free name and never replaces one; each success counts.
      let script = #"""
        cd "$1"; n=0; tries=0; ready=
        while [ $n -lt 60 ] && [ $tries -lt 5000 ]; do
          tries=$((tries+1))
          [ -n "$ready" ] || printf 'orderid,sku,qty\nR-%d,LAMP,1\n' $n > new
          ready=yes
          if mv -n new inbox/orders.csv && [ ! -e new ]; then n=$((n+1)); ready=; fi
          [ -e stop ] && break
        done
        echo $n
        """#
      let uploader = try Running(["/bin/sh", "-c", script, "sh", root.path])
      for day in 2...7 { _ = try root.night(day) }
      try root.write("", to: "stop")
      let uploaded = try #require(
        Int(uploader.wait().output.trimmingCharacters(in: .whitespacesAndNewlines))
      )
      _ = try root.night(8)
      let taken = try root.database().read { db in
        try Int.fetchOne(
          db,
          sql: "SELECT count(*) FROM imports WHERE name = 'orders.csv' AND state = 'imported'"
        )
      }
      #expect(uploaded > 0)
      // The first one is from the night on which the test is based.
      #expect(taken == uploaded + 1)
      // A file that was being replaced may have been held for a night, and that night reports it.
      #expect(try root.names("inbox").filter { $0 != "results" } == [".processing"])
    }
  }
}

extension Root {
  /// The digests of all files that were put away, one for each file.
  func digestsOfPutAway() throws -> [String] {
    var digests: [String] = []
    for (path, data) in try everything() where path.hasSuffix(".csv") {
      guard path.hasPrefix("archive/") || path.hasPrefix("failed/") else { continue }
      digests.append(SHA256.hash(data: data).map { String(format: "%02x", $0) }.joined())
    }
    return digests.sorted()
  }

  /// The digests in the ledger of the files that were put away.
  func digestsInLedger() throws -> [String] {
    try database().read { db in
      try String.fetchAll(
        db,
        sql: "SELECT sha256 FROM imports WHERE destination IS NOT NULL ORDER BY sha256"
      )
    }
  }

  func write(_ text: String, to path: String) throws {
    try text.write(to: folder.appending(path: path), atomically: true, encoding: .utf8)
  }
}
