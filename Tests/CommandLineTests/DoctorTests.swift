import FileSystem
import Foundation
import Glibc
import SystemPackage
import SystemTestSupport
import Testing

/// `allot doctor` on healthy roots, and how it avoids disturbing runs.
struct DoctorTests {
  @Test func `a healthy root is reported as healthy, line by line`() throws {
    try Root.lendWithOneNight { root in
      let found = try root.diagnose("--read-archive")
      #expect(found.code == 0)
      #expect(
        found.lines.filter { !$0.contains("  SQLite: ") } == [
          "ok     folders: in ROOT, writable",
          "ok     disk: N MB free",
          "ok     lock: free",
          "ok     database: sound in every page and index",
          "ok     settings: journal_mode=wal, synchronous=FULL accepted, page_size=8192",
          "ok     ledger: balances: 3 rows of 2 files in 1 run",
          "ok     view: agrees with the write model",
          "ok     stock: all purchased stock is allocated or available: 1 batch; 2 order lines, "
            + "1 waiting, 0 cancelled",
          "ok     run: none is unfinished",
          "ok     reports: whole, and latest is \(Root.run(1))",
          "ok     archive: the bytes that were imported, in 2 files",
          "ok     inbox: nothing waits",
        ]
      )
      #expect(found.lines.contains { $0.contains("  SQLite: 3.") })
      #expect(try root.diagnose("--quick").lines.contains("ok     database: sound at a quick look"))
      #expect(try root.diagnose("--quiet").lines == [])
    }
  }

  @Test func `the counts balance for every outcome of rows`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("ref,qty\nB1,3\n", as: "quantities.csv")
      try root.drop("orderid,sku,qty\nO-3,LAMP,1\nO-4,SOFA,1\nO-5,LAMP,x\n", as: "orders-2.csv")
      try root.drop("orderid,sku\nO-2,LAMP\nO-3,LAMP\n", as: "cancellations.csv")
      try root.drop("nonsense\n", as: "batches-broken.csv")
      #expect(try root.night(2).code == 1)
      try root.drop("orderid,sku,qty\nO-1,LAMP,4\nO-2,LAMP,7\n", as: "orders-copy.csv")
      try root.drop("upload", as: "orders.csv.part")
      #expect(try root.night(3).code == 0)
      let found = try root.diagnose("--read-archive")
      #expect(found.code == 0)
      #expect(
        found.trouble == [
          "note   inbox: left alone: orders.csv.part: its name says that it is not finished"
        ]
      )
    }
  }

  @Test func `a root without a run is healthy`() throws {
    try Root.lend { root in
      #expect(
        try root.diagnose().trouble
          == ["inbox", "inbox/.processing", "archive", "failed", "rejects", "reports"].map {
            "note   folders: ROOT/\($0) is not there: a run makes it"
          } + ["note   database: not there yet: the first run makes it"]
      )
      #expect(try root.diagnose().code == 0)
      let nowhere = try Program.run(["doctor", "--root", root.path + "/no/such"])
      #expect(
        nowhere
          == Program.Ended(
            code: 64,
            errors: """
              allot: there is no root \(root.path)/no/such: name the folder by --root or \
              ALLOT_ROOT; the first `allot run` makes it

              """
          )
      )
      #expect(!root.has("no"))
    }
  }

  @Test func `the findings are available as JSON`() throws {
    struct Document: Decodable {
      struct Finding: Decodable {
        let grade: String
        let about: String
        let text: String
        let remedy: String
        let trouble: String?
      }
      let schema: Int
      let exit: Int
      let findings: [Finding]
    }
    try Root.lendWithOneNight { root in
      try root.change("UPDATE allocations_view SET qty = 5")
      let ended = try root.allot("doctor", "--json")
      #expect(ended.code == 70)
      let document = try JSONDecoder().decode(Document.self, from: Data(ended.output.utf8))
      #expect(document.exit == 70)
      let faults = document.findings.filter { $0.grade == "fault" }
      #expect(faults.map(\.about) == ["view"])
      #expect(faults.map(\.text) == ["differs from the write model in 1 line"])
      #expect(faults.map(\.trouble) == ["program"])
    }
  }

  @Test(arguments: [
    ("fdatasync", "allot.sqlite-wal"), ("renameat2", "inbox/orders-2.csv"), ("symlink", "reports"),
  ])
  func `a running run is not disturbed`(call: String, place: String) throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\nO-3,LAMP,1\n", as: "orders-2.csv")
      let run = try root.held(["run"] + Root.at(2), after: call, on: place)
      let found = try Program.run(["doctor", "--root", root.path])
      let ended = try run.resume()
      #expect(ended.code == 0, "\(ended)")
      let told = Diagnosis(found, root)
      #expect(told.code == 0, "\(told)")
      #expect(
        told.trouble.first == "note   lock: a run is at work (pid \(run.pid), since \(Root.run(2)))"
      )
      #expect(told.lines.allSatisfy { !$0.hasPrefix("fault") })
      #expect(try root.diagnose().trouble == [])
    }
  }

  @Test func `a run during the check is not a fault`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\nO-3,LAMP,1\n", as: "orders-2.csv")
      // The run begins and ends after the doctor has read some pages without a lock.
      let doctor = try root.held(["doctor"], after: "pread64", on: "allot.sqlite")
      #expect(try root.night(2).code == 0)
      let told = Diagnosis(try doctor.resume(), root)
      #expect(told.code == 0, "\(told)")
      #expect(told.lines.contains("ok     ledger: balances: 4 rows of 3 files in 2 runs"))
    }
  }

  @Test func `the remains of a killed run are read unchanged and reported`() throws {
    try Root.lendWithOneNight { root in
      try root.drop("orderid,sku,qty\nO-3,LAMP,1\n", as: "orders-2.csv")
      let run = try root.held(
        ["run"] + Root.at(2),
        after: "fdatasync",
        on: "allot.sqlite-wal",
        at: 0.75
      )
      try run.kill(on: root)
      #expect(root.has("allot.sqlite-wal"))
      let found = try root.diagnose()
      #expect(found.code == 0)
      #expect(
        found.trouble == [
          "note   run: \(Root.run(2)) was interrupted, and the next run finishes it first: "
            + "0 of 1 files are done"
        ]
      )
    }
  }
}
