import Foundation
import SystemTestSupport
import Testing

/// Nights of a root in which the sender acme should drop an orders file each night.
protocol AcmeNights {}

extension AcmeNights {
  static var configuration: String {
    """
    version = 1
    timezone = "Europe/Berlin"
    [[sender]]
    name = "acme"
    [[expect]]
    file = "acme/orders*.csv"
    rows = { within = "50 %", of-last = 5 }

    """
  }

  /// A root after five nights without problems, in each of which acme's file with 10 rows came.
  func lend(_ body: (Root) throws -> Void) throws {
    try Root.lend { root in
      try root.makeFolder("inbox/acme")
      try root.drop("ref,sku,qty,eta\nB1,LAMP,9000,\n", as: "batches.csv")
      try root.configure(Self.configuration)
      for day in 1...5 {
        try drop(rows: 10, on: day, root)
        let ended = try night(day, root)
        #expect(ended.code == 0, "\(ended)")
      }
      try body(root)
    }
  }

  func orders(rows: Int, _ day: Int) -> String {
    "orderid,sku,qty\n" + (0..<rows).map { "O-\(day)-\($0),LAMP,1\n" }.joined()
  }

  func drop(rows: Int, on day: Int, _ root: Root) throws {
    try root.drop(orders(rows: rows, day), as: "acme/orders-\(day).csv")
  }

  func night(_ day: Int, _ root: Root, at hour: String = "02", _ command: String = "run")
    throws -> Program.Ended
  {
    let arguments = command == "report" ? ["--quiet"] : ["--quiet", "--settle", "0"]
    return try Program.run(
      [
        command, "--root", root.path, "--now", "2026-11-\(22 + day)T\(hour):00:00Z", "--metrics",
        root.path + "/allot.prom",
      ] + arguments
    )
  }

  func page(_ root: Root) throws -> String { try root.text("reports/latest/report.html") }

  /// The metrics of the file by check, and since when it was not seen.
  func metrics(_ root: Root) throws -> [String] {
    try root.text("allot.prom").split(separator: "\n")
      .filter { $0.hasPrefix("allot_expectation_ok") || $0.hasPrefix("allot_file_last_seen") }
      .map(String.init)
  }

  func samples(missing: Int, rows: Int, duplicate: Int, lastSeen: Int) -> [String] {
    let label = #"allot_expectation_ok{file="acme/orders*.csv",check="#
    let started = 1_795_399_200 + (lastSeen - 1) * 86_400
    return [
      #"\#(label)"missing"} \#(missing)"#, #"\#(label)"rows"} \#(rows)"#,
      #"\#(label)"duplicate"} \#(duplicate)"#,
      #"allot_file_last_seen_timestamp_seconds{file="acme/orders*.csv"} \#(started)"#,
    ]
  }
}
