import CSVReading
import FileSystem
import ServiceLayer
import SystemPackage

/// Gives rejected rows back as a file that can be mended and dropped again.
struct RejectsFile {
  let store: any Store
  let folder: FilePath
  let run: Run

  /// Writes `NAME-stem.RUN.csv` where the import rejected rows; one that is there already is whole.
  func write(for file: Import, header: [UInt8]) throws {
    guard try store.ledger.hasRejectedRows(triedIn: file.id) else { return }
    let names = try CSVReader(ByteSource(header)) { _ in true }.header?.cells ?? []
    let target = try freeName(for: name(of: file), in: folder) { _ in true }
    let last = try lastNumbered(before: target, file)
    if let last, try isWritten(last, file, names) { return }
    let output = try OutputFile(at: folder.appending(target))
    try rows(of: file, names) { try output.write($0) }
    try output.publish(.refuse)
  }

  private func name(of file: Import) -> FileName {
    let bytes = file.name.bytes
    let stem = file.name.ends(in: ".csv") ? bytes.dropLast(4) : bytes[...]
    let tail = Array(".\(run.name).csv".utf8)
    return FileName(bytes: stem.prefix(longestName - tail.count) + tail)
  }

  /// The newest file of this name that is there: perhaps this one, written before a crash.
  private func lastNumbered(before free: FileName, _ file: Import) throws -> FilePath? {
    guard let component = FilePath.Component(bytes: name(of: file).bytes) else { return nil }
    var number = 1
    var last: FilePath?
    while FileName(bytes: FileSystem.freeName(component, number).bytes) != free {
      last = folder.appending(FileSystem.freeName(component, number))
      number += 1
    }
    return last
  }

  private func isWritten(_ path: FilePath, _ file: Import, _ names: [[UInt8]]) throws -> Bool {
    let written = try InputFile(path)
    defer { written.close() }
    var isSame = true
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)
    defer { buffer.deallocate() }
    try rows(of: file, names) { bytes in
      var rest = bytes[...]
      while isSame, !rest.isEmpty {
        let count = try written.read(
          into: .init(rebasing: buffer[..<min(buffer.count, rest.count)])
        )
        isSame = count > 0 && buffer[..<count].elementsEqual(rest.prefix(count))
        rest = rest.dropFirst(count)
      }
    }
    return try isSame && written.read(into: buffer) == 0
  }

  private func rows(
    of file: Import,
    _ names: [[UInt8]],
    into sink: @escaping (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    var writer = CSVWriter(rawCells: true, sink: sink)
    for name in names { writer.text(name) }
    for name in ["allot_line", "allot_codes", "allot_reason"] { writer.text(name) }
    try writer.endRow()
    try store.ledger.rejectedRows(triedIn: file.id) { row in
      writer.record(row.cells)
      // A row that is too short is filled up, so that what follows stands under its header.
      for _ in 0..<max(0, names.count - row.cellCount) { writer.text("") }
      writer.number(row.source.line)
      writer.text(row.faults.map(\.code).joined(separator: " "))
      writer.text(row.faults.map(\.reason).joined(separator: "; "))
      try writer.endRow()
    }
    try writer.flush()
  }
}
