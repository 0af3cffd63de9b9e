import CSVReading
import ServiceLayer

/// Finds the rejected rows that come back with the rows of a file from `rejects/`.
struct ReturnedRows {
  /// The import that rejected them.
  let rejectedIn: Int
  /// The file in `rejects/` that has the rows.
  let name: FileName
  /// The column with the original line of each row.
  private let column: Int
  private let cutZeros: CutZeros

  /// Finds the file in `rejects/` of which this one is a copy, by the beginning of its name; nil if
  /// there is none.
  init?(_ file: FileImport, header: [[UInt8]], in store: any Store) throws {
    guard let column = HandedBack.lineColumn(in: header) else { return nil }
    let candidates = try store.rows.filesToCorrect().filter { Self.isCopy(file, of: $0.name) }
    guard let longest = candidates.max(by: { $0.name.bytes.count < $1.name.bytes.count }) else {
      return nil
    }
    rejectedIn = longest.importID
    name = longest.name
    self.column = column
    cutZeros = try CutZeros(rejectedIn: longest.importID, in: store)
  }

  /// What a row has lost since it was rejected; nil if nothing.
  func loss(of record: CSVRecord, readBy decoder: RowDecoder) -> CutZeros.Loss? {
    line(of: record).flatMap { cutZeros.loss(line: $0, nowWith: decoder.names(of: record)) }
  }

  func line(of record: CSVRecord) -> Int? { record.number(inColumn: column) }

  /// The name in `rejects/` of which a file is a copy that was not dropped into its sender's folder.
  static func strayed(_ file: FileImport, in rows: any RowLedger) throws -> FileName? {
    guard file.name.sender == nil else { return nil }
    return try rows.filesToCorrect().map(\.name).filter { original in
      original.sender != nil
        && isCopy(file.name.from(original.sender), file.kind, of: original)
    }.max { $0.bytes.count < $1.bytes.count }
  }

  /// Whether a file is a copy of one in `rejects/`; people and programs keep the beginning of the
  /// name when they copy a file.
  static func isCopy(_ file: FileImport, of original: FileName) -> Bool {
    isCopy(file.name, file.kind, of: original)
  }

  private static func isCopy(_ name: FileName, _ kind: FileKind?, of original: FileName) -> Bool {
    let stem = original.stem
    return formerNames(of: name, kind).contains { name in
      guard name.starts(with: stem) else { return false }
      // `orders.20261123T020000Z-2.csv` is not a copy of `orders.20261123T020000Z.csv`.
      return name == original.bytes || RunName.isAllOf(stem, in: name)
    }
  }

  /// The possible names of the file in `rejects/`: rejected orders may come back as amendments,
  /// named `amendments.RUN.csv` or `amendments-orders.RUN.csv`.
  private static func formerNames(of name: FileName, _ kind: FileKind?) -> [[UInt8]] {
    guard kind == .amendments else { return [name.bytes] }
    let rest = name.withoutSender.bytes.dropFirst(FileKind.amendments.rawValue.utf8.count)
    let withoutKind = rest.drop { Array(" -_.".utf8).contains($0) }
    let former = [Array(FileKind.orders.rawValue.utf8) + rest, Array(withoutKind)]
    return [name.bytes] + former.map { name.sibling(FileName(bytes: $0)).bytes }
  }

  /// The common beginning of the names of all copies of a file.
  static func beginnings(ofCopiesOf name: FileName) -> [FileName] {
    let own = FileName(bytes: Array(name.stem))
    guard name.withoutSender.bytes.starts(with: FileKind.orders.rawValue.utf8) else { return [own] }
    return [own, name.sibling(FileName(FileKind.amendments.rawValue))]
  }
}

extension FileName {
  /// The name without `.csv`.
  fileprivate var stem: ArraySlice<UInt8> { ends(in: ".csv") ? bytes.dropLast(4) : bytes[...] }
}

extension RunName {
  /// Whether a name that begins with a stem, which ends in the name of a run, does not continue
  /// with a number of that run.
  fileprivate static func isAllOf(_ stem: ArraySlice<UInt8>, in name: [UInt8]) -> Bool {
    let rest = name.dropFirst(stem.count)
    guard rest.first == UInt8(ascii: "-"), let digit = rest.dropFirst().first else { return true }
    return !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit)
  }
}
