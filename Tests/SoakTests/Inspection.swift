import Foundation
import GRDB
import ServiceLayer
import SystemTestSupport

/// Checks whether a root without an active run matches the model, to the last file.
struct Inspection {
  let root: Root
  let model: ModelRoot

  func faults() throws -> [String] {
    try files() + keptFiles() + handedBack() + ledger() + view() + doctor()
  }

  // MARK: - Files

  /// There are exactly the expected files; the database may have its log beside it.
  private func files() throws -> [String] {
    var expected = Set(["allot.sqlite", "allot.lock"])
    expected.formUnion(model.inbox.keys.map { "inbox/\($0)" })
    expected.formUnion(model.kept.keys)
    for run in model.reports {
      expected.formUnion(ReportFile.allCases.map { "reports/\(run)/\($0.name)" })
    }
    if !model.published.isEmpty { expected.insert("reports/latest") }
    var found: Set<String> = []
    let names = FileManager.default.enumerator(atPath: root.path)
    while let name = names?.nextObject() as? String {
      if names?.fileAttributes?[.type] as? FileAttributeType == .typeDirectory { continue }
      found.insert(name)
    }
    found.subtract(["allot.sqlite-wal", "allot.sqlite-shm"])
    // Another suite tests the notes for droppers.
    found = found.filter { !$0.hasPrefix("inbox/results/") }
    var faults = found.subtracting(expected).sorted().map { "stray: \($0)" }
    faults += expected.subtracting(found).sorted().map { "missing: \($0)" }
    let latest = try? FileManager.default.destinationOfSymbolicLink(
      atPath: root.folder.appending(path: "reports/latest").path
    )
    if latest != model.published.last { faults.append("latest leads to \(latest ?? "nothing")") }
    return faults
  }

  private func keptFiles() throws -> [String] {
    let here = model.inbox.map { ("inbox/\($0.key)", $0.value) }
    let kept = model.kept.compactMap { path, bytes in bytes.map { (path, $0) } }
    return (here + kept).filter { path, bytes in
      (try? Data(contentsOf: root.folder.appending(path: path))) != Data(bytes)
    }.map { "other bytes: \($0.0)" }.sorted()
  }

  /// Rejected rows are returned cell by cell, followed by their line and codes.
  private func handedBack() throws -> [String] {
    var faults: [String] = []
    for (path, expected) in model.handedBack where model.kept[path] == .some(nil) {
      let bytes = try? Data(contentsOf: root.folder.appending(path: path))
      let csv = bytes.flatMap { ModelCSV(Array($0), delimiter: expected.delimiter) }
      if bytes?.starts(with: [0xEF, 0xBB, 0xBF]) != expected.hasByteOrderMark {
        faults.append("byte-order mark of \(path)")
      }
      if csv?.header != expected.header { faults.append("header of \(path)") }
      let rows = expected.rows
      let found = csv?.records.map { $0.cells.dropLast().map(withoutBlanks) } ?? []
      if found != rows { faults.append("rows of \(path): expected \(rows), found \(found)") }
    }
    return faults
  }

  /// A cell without the blanks around it, which may come after its guard.
  private func withoutBlanks(_ cell: [UInt8]) -> [UInt8] {
    let cell = trimmed(cell)
    guard cell.first == UInt8(ascii: "'"), cell.dropFirst().first == UInt8(ascii: " ") else {
      return cell
    }
    return [UInt8(ascii: "'")] + trimmed(Array(cell.dropFirst()))
  }

  // MARK: - Database

  private func ledger() throws -> [String] {
    try root.ledgerCopy { db in
      var faults = try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
      faults += try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map(\.description)
      let imports = try Row.fetchAll(
        db,
        sql: """
          SELECT CAST(name AS TEXT), state, sha256, CAST(destination AS TEXT), rows, applied,
            unchanged, deferred, rejected
          FROM imports WHERE state <> 'gone' ORDER BY id
          """
      ).map { row in (0..<9).map { (row[$0] as DatabaseValue).description } }
      faults += differences("ledger", model.imports.map(\.inLedger), imports)
      let waiting = try Row.fetchAll(
        db,
        sql: """
          SELECT CAST(name AS TEXT), row, line FROM unsettled_rows JOIN imports ON id = import
          WHERE outcome = 'deferred' ORDER BY import, row
          """
      ).map { row in (0..<3).map { (row[$0] as DatabaseValue).description } }
      let expected = model.deferred.sorted { ($0.importID, $0.number) < ($1.importID, $1.number) }
        .map { ["\"\($0.file)\"", "\($0.number)", "\($0.line)"] }
      return faults + differences("deferred rows", expected, waiting)
    } ?? ["no database"]
  }

  private func view() throws -> [String] {
    let ended = try root.allot("view", "verify")
    return ended.code == 0 ? [] : ["view verify: \(ended)"]
  }

  /// The purchased units are allocated or available, the rows add up, and there are no leftovers.
  private func doctor() throws -> [String] {
    let ended = try root.allot("doctor", "--quiet", "--quick")
    return ended.code == 0 ? [] : ["doctor: \(ended)"]
  }

  private func differences(
    _ what: String,
    _ expected: [[String]],
    _ found: [[String]]
  ) -> [String] {
    guard expected != found else { return [] }
    let place = zip(expected, found).prefix { $0 == $1 }.count
    return [
      """
      \(what), from \(place): expected \(expected.dropFirst(place).prefix(3)) of \
      \(expected.count), found \(found.dropFirst(place).prefix(3)) of \(found.count)
      """
    ]
  }
}

extension ModelImport {
  /// Its row of the ledger, as text.
  fileprivate var inLedger: [String] {
    let name = destination.map { String($0.split(separator: "/").last ?? "") }
    return [
      "\"\(self.name)\"", "\"\(state)\"", "\"\(sha256)\"", name.map { "\"\($0)\"" } ?? "NULL",
    ]
      + [
        wasRead ? rows : 0, counts.applied, counts.unchanged, counts.deferred, counts.rejected,
      ].map(String.init)
  }
}
