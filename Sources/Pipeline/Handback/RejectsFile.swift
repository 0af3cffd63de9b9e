import CSVReading
import FileSystem
import ServiceLayer
import SystemPackage

/// Hands rejected rows back as a file that can be corrected and dropped again.
struct RejectsFile {
  let store: any Store
  let folder: FilePath
  let run: Run

  /// Writes `STEM.RUN.csv` if the import rejected rows; a file that is already there is complete.
  ///
  /// Stores its name in the import, with warnings for people.
  func write(for file: inout FileImport) throws {
    guard let widest = try store.rows.widestRejectedRow(triedIn: file.id) else { return }
    let header = KeptRecord(file.header).cells
    let layout = try RejectsLayout(header: header, kind: file.kind, reading: file.reading)
    let name = name(of: file, layout)
    guard let component = FilePath.Component(bytes: name.bytes) else { return }
    let folder = folder.folder(of: file.name)
    try folder.makeFolder()
    func place(_ number: Int) -> FilePath { folder.appending(component.freeName(number)) }
    let number = try freeNumber { try place($0).exists() }
    let rejecting = file
    let hasExtra = try layout.mayHaveExtra(upTo: widest) && hasExtra(file, layout)
    func rows(into sink: @escaping (UnsafeRawBufferPointer) throws -> Void) throws {
      try write(rejecting, layout, hasExtra, into: sink)
    }
    // The last file may have these rows already, from before a crash.
    if try number > 1 && isWritten(place(number - 1), rows) && isFree(place(number - 1), file) {
      file.rejectsFile = file.name.sibling(place(number - 1).fileName)
      // The run that wrote it may have died before it could sync the name.
      try folder.syncFolder()
    } else {
      let output = try OutputFile(at: place(number))
      try rows { try output.write($0) }
      try output.publish(.refuse)
      file.rejectsFile = file.name.sibling(place(number).fileName)
    }
    guard layout.isNarrowed else { return }
    file.warnings.append(
      """
      it has \(header.count) columns: with those that say why, rows could not come back whole, so \
      rejects/ has them without the columns that are not read
      """
    )
  }

  /// The file's own name, then the run's; a file that was handed back keeps its first stem.
  private func name(of file: FileImport, _ layout: RejectsLayout) -> FileName {
    let full = file.name.withoutSender.bytes
    var stem = file.name.ends(in: ".csv") ? full.dropLast(4) : full[...]
    if layout.isHandedBack { stem = Self.firstStem(stem) }
    let tail = Array(".\(run.name).csv".utf8)
    return FileName(bytes: Array(stem).cut(to: longestName - tail.count) + tail)
  }

  /// The name under which a file was dropped before it was handed back.
  static func firstName(_ name: FileName) -> FileName {
    guard name.ends(in: ".csv") else { return name }
    let stem = name.bytes.dropLast(4)
    return FileName(bytes: Array(firstStem(stem)) + name.bytes[stem.endIndex...])
  }

  /// Removes `.RUN`, and a number after it, from a stem.
  private static func firstStem(_ stem: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var parts = stem.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    if parts.count > 2, let last = parts.last, !last.isEmpty, last.allSatisfy(isDigit) {
      parts.removeLast()
    }
    guard parts.count > 1, let last = parts.last,
      RunName.isOne(String(decoding: last, as: UTF8.self))
    else { return stem }
    return stem[..<(last.startIndex - 1)]
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private func hasExtra(_ file: FileImport, _ layout: RejectsLayout) throws -> Bool {
    struct Found: Error {}
    do {
      try store.rows.rejectedRows(triedIn: file.id) { if layout.hasExtra($0) { throw Found() } }
      return false
    } catch is Found {
      return true
    }
  }

  /// Whether no other import of the run has this file: if two imports shared one file, the rows of
  /// only one would come back.
  private func isFree(_ path: FilePath, _ file: FileImport) throws -> Bool {
    let name = file.name.sibling(path.fileName)
    return try !store.imports.imports(of: run).contains {
      $0.id != file.id && $0.rejectsFile == name
    }
  }

  /// Whether a file has exactly these rows.
  private func isWritten(
    _ path: FilePath,
    _ rows: (@escaping (UnsafeRawBufferPointer) throws -> Void) throws -> Void
  ) throws -> Bool {
    struct Differs: Error {}
    do {
      let written = try InputFile(path)
      defer { written.close() }
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)
      defer { buffer.deallocate() }
      try rows { bytes in
        var rest = bytes[...]
        while !rest.isEmpty {
          let count = try written.read(
            into: .init(rebasing: buffer[..<min(buffer.count, rest.count)])
          )
          guard count > 0, buffer[..<count].elementsEqual(rest.prefix(count)) else {
            throw Differs()
          }
          rest = rest.dropFirst(count)
        }
      }
      return try written.read(into: buffer) == 0
    } catch is Differs {
      return false
    } catch is UnreadableFile {
      return false
    }
  }

  /// Writes the rows in the form of the file that they came in.
  private func write(
    _ file: FileImport,
    _ layout: RejectsLayout,
    _ hasExtra: Bool,
    into sink: @escaping (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    if file.hasByteOrderMark {
      let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
      try mark.withUnsafeBytes(sink)
    }
    let delimiter = Delimiter(rawValue: file.delimiter) ?? .comma
    var sink = sink
    if let encoding = file.reading?.encoding, encoding != .utf8, !file.hasByteOrderMark {
      let table = SingleByteTable(encoding)
      let inner = sink
      // The writer passes on whole rows, so no character is split.
      sink = { bytes in
        try table.encode(String(decoding: bytes, as: UTF8.self)).withUnsafeBytes(inner)
      }
    }
    var writer = CSVWriter(rawCells: run.settings.rawCells, delimiter: delimiter, sink: sink)
    try layout.writeHeader(withExtra: hasExtra, to: &writer)
    let hints = Hints(store.reports)
    try store.rows.rejectedRows(triedIn: file.id) { row in
      try layout.write(row, withExtra: hasExtra, hints, to: &writer)
    }
    try writer.flush()
  }
}
