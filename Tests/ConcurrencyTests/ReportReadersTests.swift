import Foundation
import Synchronization
import TestSupport
import Testing

/// Readers beside runs that publish: each sees a report whole, or the one before it.
struct ReportReadersTests {
  @Test func `who follows latest never sees half a report`() throws {
    try Root.lendWithOneNight { root in
      let nights = 2...21
      let reader = Reader(of: root)
      for night in nights {
        try root.drop("orderid,sku,qty\nO-1\(night),LAMP,1\n", as: "orders-\(night).csv")
        try reader.watch {
          let ended = try root.long(night)
          #expect(ended.code == 0, "\(ended)")
        }
      }
      let (readings, faults) = reader.seen()
      #expect(faults == [])
      let runs = try root.names("reports").filter { $0 != "latest" }
      #expect(readings.map(\.run).filter(runs.contains) == runs, "each once, in order")
      for reading in readings {
        #expect(try reading.files == root.report(reading.run), "\(reading.run)")
      }
    }
  }
}

/// One look at a report: its name, and every file in it.
private struct Reading: Equatable {
  let run: String
  let files: [String: Data]
}

/// Reads the newest report again and again while a night is played, as a spreadsheet or a script
/// would.
private final class Reader: Sendable {
  private struct State {
    var readings: [Reading] = []
    var faults: [String] = []
  }

  /// Some more than a night takes, so that it looks before, while and after reports are published.
  private static let looks = 100

  private let root: Root
  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "reader")

  init(of root: Root) { self.root = root }

  /// Looks while the body runs, and once more when it is done.
  func watch(_ body: () throws -> Void) throws {
    queue.async { [self] in (0..<Self.looks).forEach { _ in look() } }
    defer { queue.sync { look() } }
    try body()
  }

  /// What was seen, each report once; and what could not be read.
  func seen() -> (readings: [Reading], faults: [String]) {
    state.withLock { ($0.readings, $0.faults) }
  }

  private func look() {
    do {
      let latest = root.folder.appending(path: "reports/latest").path
      let run = try FileManager.default.destinationOfSymbolicLink(atPath: latest)
      let reading = Reading(run: run, files: try root.report(run))
      state.withLock { if $0.readings.last != reading { $0.readings.append(reading) } }
    } catch {
      state.withLock { $0.faults.append("\(error)") }
    }
  }
}

extension Root {
  /// Every file of a report, by name.
  fileprivate func report(_ run: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try names("reports/\(run)") {
      files[name] = try Data(contentsOf: folder.appending(path: "reports/\(run)/\(name)"))
    }
    return files
  }

  /// A night whose runs are a second apart, so that there may be many.
  fileprivate func long(_ night: Int) throws -> Program.Ended {
    let second = night < 10 ? "0\(night)" : "\(night)"
    return try allot("run", "--settle", "0", "--now", "2026-11-24T02:00:\(second)Z")
  }
}
