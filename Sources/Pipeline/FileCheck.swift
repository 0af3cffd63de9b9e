import CSVReading
package import Configuration
import Domain
import FileSystem
import SafeText
package import ServiceLayer
package import SystemPackage

/// The faults of a file before it is dropped, as far as they show without other files.
///
/// Only an import finds faults that depend on other files, such as an unknown sku.
package struct FileCheck: Equatable, Encodable, Sendable {
  package let file: String
  package private(set) var kind: String
  /// The rule of the configuration by which it is read, for people; empty if there is none.
  package private(set) var rule = ""
  package private(set) var rows = 0
  /// The number of rows with a fault.
  package private(set) var faultyRows = 0
  /// Why the whole file would fail; empty if it would not.
  package private(set) var reason = ""
  package private(set) var warnings: [String] = []
  /// The first faults; if there are many, the others say nothing new.
  package private(set) var faults: [FaultyRow] = []

  private static let mostFaults = 1000
  private static let blockRows = 1000

  package var isSound: Bool { reason.isEmpty && faultyRows == 0 }

  /// Reads a file in its place, and changes nothing.
  ///
  /// `sender` is the sender who would drop it, if any.
  package init(
    of path: FilePath,
    from sender: String? = nil,
    _ configuration: Configuration? = nil
  ) throws {
    let name = path.fileName.from(sender)
    file = name.displayed
    let rule = configuration?.rule(for: RejectsFile.firstName(name))
    let kind = rule?.kind ?? FileKind(name: name)
    self.kind = kind?.rawValue ?? ""
    if let rule {
      self.rule = "by the rule '\(shownPattern(rule))' of line \(rule.line)"
    }
    do {
      guard let kind else { throw InvalidFile.unknownKind(of: name) }
      let input = try InputFile(path)
      defer { input.close() }
      try readStructure(input, kind, rule?.reading)
      try readRows(input, kind, rule?.reading)
    } catch let fault as StructureFault {
      reason = "\(fault)"
    } catch let fault as LayoutFault {
      reason = "\(fault)"
    } catch let invalid as InvalidFile {
      reason = "\(invalid)"
    } catch let unreadable as UnreadableFile {
      reason = "\(unreadable)"
    }
  }

  /// The files in the inbox that would be taken.
  package static func candidates(in folders: Folders, senders: [String]) throws -> [FilePath] {
    try InboxListing(folders.inbox, senders: senders, unless: folders.guarded).candidates.sorted()
      .map(
        folders.inbox.appending
      )
  }

  /// The entries of the inbox that would not be taken.
  package static func strays(in folders: Folders, senders: [String]) throws -> [LeftAlone] {
    try InboxListing(folders.inbox, senders: senders, unless: folders.guarded).leftAlone
      .filter(\.isStray)
  }

  private mutating func readStructure(
    _ input: InputFile,
    _ kind: FileKind,
    _ reading: FileReading?
  ) throws {
    let (reader, transcoder) = try FileReading.records(of: input, kind, reading)
    let layout = try HeaderBelow.layout(reader, of: input, kind, reading)
    try OverlookedColumn(layout).check(reader)
    try reader.skip(to: .max)
    try reading?.expectEncoding(transcoder)
    try reading?.expectFewFaults(in: input, kind)
    if reader.counts.unwantedRecords > 0 {
      warnings.append("\(counted(reader.counts.unwantedRecords, "row")) skipped by skip-rows")
    }
    rows = reader.counts.records
    if !layout.ignored.isEmpty {
      let names = layout.ignored.map(\.shown)
      let remedy =
        reading == nil
        ? ""
        : ": where they do not matter, write ignore = [\(names.map { "\"\($0)\"" }.joined(separator: ", "))] in its rule"
      warnings.append("columns ignored: \(names.joined(separator: ", "))\(remedy)")
    }
    if rows == 0 { warnings.append("there is no row under the header") }
    if reader.counts.lastRecordLacksLineEnd { warnings.append("the last line has no line end") }
  }

  private mutating func readRows(
    _ input: InputFile,
    _ kind: FileKind,
    _ reading: FileReading?
  ) throws {
    let reader = try FileReading.records(of: input, kind, reading).reader
    guard let header = reader.header else { throw LayoutFault.empty }
    let decoder = RowDecoder(try FileLayout(header: header.cells, kind: kind, reading))
    var earlier = RepeatedRows(
      amends: reading?.amends == true,
      afterUndoneRows: false,
      readingEarlierRows: nil
    )
    var statedTwice: (rows: Int, first: FaultyRow)?
    while let records = try reader.next(atMost: Self.blockRows) {
      for index in 0..<records.count {
        let record = records[index]
        let row = decoder.decode(record)
        let found = try faults(of: row, record, after: &earlier)
        if row.command == nil, let key = decoder.key(of: record) {
          earlier.note(key, at: RowSource(importID: 0, row: record.number, line: record.line))
        }
        guard let first = found.first else { continue }
        if first.code == FaultCode.statedTwice.rawValue {
          let place = FaultyRow(first, file: file, line: record.line)
          statedTwice = ((statedTwice?.rows ?? 0) + 1, statedTwice?.first ?? place)
          continue
        }
        faultyRows += 1
        let room = Self.mostFaults - faults.count
        faults += found.prefix(room).map { FaultyRow($0, file: file, line: record.line) }
      }
    }
    if let statedTwice { warn(ofStatedTwice: statedTwice.first, rows: statedTwice.rows) }
  }

  /// An import skips the rows of a shorter earlier file of the same name and does not reject them;
  /// the file alone does not show how long that was.
  private mutating func warn(ofStatedTwice first: FaultyRow, rows: Int) {
    let more = rows > 1 ? " and \(counted(rows - 1, "more row"))" : ""
    warnings.append(
      """
      stated-twice in line \(first.line)\(more) of this file: \(first.reason), unless the first came \
      with a shorter file of this name before
      """
    )
  }

  /// The faults of a row, or the earlier row that it repeats or contradicts.
  private func faults(
    of row: DecodedRow,
    _ record: CSVRecord,
    after earlier: inout RepeatedRows
  ) throws -> [RowFault] {
    guard let command = row.command else { return row.faults }
    let source = RowSource(importID: 0, row: record.number, line: record.line)
    let fault = try earlier.refuseBeforehand(command, at: source, in: nil)
    return fault.map { [$0] } ?? []
  }
}

/// The name patterns of a rule, safe to show.
func shownPattern(_ rule: FileRule) -> String { escaped(rule.pattern.description.utf8, atMost: 60) }
