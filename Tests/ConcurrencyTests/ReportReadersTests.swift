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
      reader.start()
      for night in nights {
        try root.drop("orderid,sku,qty\nO-1\(night),LAMP,1\n", as: "orders-\(night).csv")
        let ended = try root.long(night)
        #expect(ended.code == 0, "\(ended)")
      }
      let (readings, faults) = reader.stop()
      #expect(faults == [])
      #expect(readings.count > 1, "it saw but one report")
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

/// Reads the newest report over and over, as a spreadsheet or a script would.
private final class Reader: Sendable {
  private struct State {
    var isStopping = false
    var readings: [Reading] = []
    var faults: [String] = []
  }

  private let root: Root
  private let state = Mutex(State())
  private let ended = DispatchSemaphore(value: 0)

  init(of root: Root) { self.root = root }

  func start() {
    Thread.detachNewThread { [self] in
      while !state.withLock(\.isStopping) {
        do {
          let latest = root.folder.appending(path: "reports/latest").path
          let run = try FileManager.default.destinationOfSymbolicLink(atPath: latest)
          let reading = Reading(run: run, files: try root.report(run))
          state.withLock { if $0.readings.last != reading { $0.readings.append(reading) } }
        } catch {
          state.withLock { $0.faults.append("\(error)") }
        }
      }
      ended.signal()
    }
  }

  func stop() -> (readings: [Reading], faults: [String]) {
    state.withLock { $0.isStopping = true }
    ended.wait()
    return state.withLock { ($0.readings, $0.faults) }
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
