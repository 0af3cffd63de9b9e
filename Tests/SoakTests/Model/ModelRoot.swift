import Crypto
import ServiceLayer
import TestSupport

/// A root folder and its ledger as the contract describes them, as plain values.
///
/// It predicts everything that the program must do: where each file is, the outcome of each row, and
/// every report.
struct ModelRoot {
  var rules = ReferenceModel()
  var runs: [ModelRun] = []
  var imports: [ModelImport] = []
  var deferred: [ModelRow] = []
  var open: [ModelOpenRow] = []
  /// The ignored columns that were reported, with their kind.
  var columnsSeen: Set<String> = []
  /// The files in the inbox, by name.
  var inbox: [String: [UInt8]] = [:]
  /// The files in archive/, failed/ and rejects/, by path; nil if only the name is predicted.
  var kept: [String: [UInt8]?] = [:]
  /// The rows in each file of rejects/.
  var handedBack: [String: ModelRejects] = [:]
  /// The runs whose reports are in reports/, newest last, and all runs that ever published.
  var reports: [String] = []
  var published: [String] = []
  /// The names of the files that were held by the last run that read the inbox.
  private var heldBefore: Set<String> = []
  /// The other entries that it found there.
  private var strays: [String] = []

  // MARK: - Steps of a run

  mutating func begin(_ asked: Invocation) -> ModelRun {
    let name = runName(asked.now)
    var free = name
    var number = 1
    while runs.contains(where: { $0.name == free }) {
      number += 1
      free = "\(name)-\(number)"
    }
    let run = ModelRun(id: runs.count + 1, name: free, asked: asked)
    runs.append(run)
    return run
  }

  /// Removes the files of a run from the inbox.
  mutating func choose(for run: inout ModelRun) {
    var chosen: [ModelRun.Chosen] = []
    if run.asked.command != .report {
      let files = run.asked.files.map(named) ?? filesOfInbox()
      for kind in FileKind.allCases {
        for file in imports where file.kind == kind && file.state != "retried" {
          guard deferred.contains(where: { $0.importID == file.id }) else { continue }
          chosen.append(ModelRun.Chosen(name: file.name, kind: kind, retryOf: file.id))
        }
        chosen += files.filter { $0.kind == kind }
      }
      chosen += files.filter { $0.kind == nil }
      if run.asked.files == nil {
        heldBefore = Set(chosen.filter(\.isHeld).map(\.name))
        let found = inbox.keys.filter(Self.isStray).sorted(by: precedes)
        run.strays = found
        run.hasStrayAgain = found.contains(where: strays.contains)
        strays = found
        for file in chosen where file.retryOf == nil && !file.isHeld {
          inbox[file.name] = nil
          inbox[file.name + ".sha256"] = nil
        }
      }
    }
    run.chosen = chosen
    runs[run.id - 1] = run
  }

  /// Simulates a run whose files are chosen, to its end.
  mutating func finish(_ run: ModelRun) -> ModelOutcome {
    var work = ModelWork(root: self, run: run)
    rules.run = run.name
    work.root.rules.run = run.name
    let first = imports.count
    for chosen in run.chosen ?? [] { work.take(chosen) }
    self = work.root
    closeRows(at: run)
    let files = Array(imports[first...])
    let held = run.chosen?.contains { $0.isHeld && $0.needsHuman } ?? false
    var outcome = ModelOutcome(
      run: run,
      files: files,
      needsHuman: held || run.hasStrayAgain || files.contradictEachOther
        || files.contains {
          $0.state == "failed" || $0.hasNewColumn || $0.counts.rejected > 0 || bringsOpenRows($0)
            || waitsForTwoNights($0) || $0.counts.calledOff.rows > 0
        }
        || work.unsettled.contains { row in
          row.importID > first && row.outcome == "deferred"
            && row.faults.last?.code == "unknown-line"
            && row.command.map(rules.namesTwin) ?? false
        },
      rejects: work.unsettled.sorted {
        $0.file == $1.file
          ? ($0.line, $0.importID) < ($1.line, $1.importID) : precedes($0.file, $1.file)
      }
    )
    outcome.open = openLines(at: run)
    if run.asked.command != .import {
      outcome.reports = ModelReports(rawCells: run.asked.rawCells).texts(rules, files, run.strays)
      rules.changes = []
      published.append(run.name)
      reports.append(run.name)
      let newest = published.suffix(run.asked.keep)
      reports.removeAll { !newest.contains($0) }
    }
    return outcome
  }

  // MARK: - Choosing

  private func named(_ files: [String: [UInt8]]) -> [ModelRun.Chosen] {
    files.sorted { comesBefore($0.key, $1.key) }.map {
      ModelRun.Chosen(name: $0.key, kind: FileKind(ofName: $0.key), bytes: $0.value)
    }
  }

  private func filesOfInbox() -> [ModelRun.Chosen] {
    inbox.filter { Self.isInput($0.key) }.sorted { comesBefore($0.key, $1.key) }.map {
      name,
      bytes in
      let sidecar = inbox[name + ".sha256"]
      let isHeld = sidecar.map {
        String(decoding: $0.prefix(64), as: UTF8.self).lowercased() != sha256(bytes)
      }
      return ModelRun.Chosen(
        name: name,
        kind: FileKind(ofName: name),
        bytes: bytes,
        sidecar: sidecar,
        isHeld: isHeld ?? false,
        needsHuman: heldBefore.contains(name)
      )
    }
  }

  static func isStray(_ name: String) -> Bool {
    let known = [".csv", ".sha256", ".part"]
    return !name.hasPrefix(".") && !name.hasPrefix("~")
      && !known.contains { name.lowercased().hasSuffix($0) }
  }

  private static func isInput(_ name: String) -> Bool {
    name.lowercased().hasSuffix(".csv") && !name.hasPrefix(".") && !name.hasPrefix("~")
  }
}

/// The digest of bytes, in hexadecimal.
func sha256(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789abcdef")
  return String(SHA256.hash(data: bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
}
