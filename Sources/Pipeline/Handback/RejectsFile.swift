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
    let names = try CSVReader(kept: ByteSource(header)).header?.cells ?? []
    guard let path = try freePath(for: file, names) else { return }
    let output = try OutputFile(at: path)
    try rows(of: file, names) { try output.write($0) }
    try output.publish(.refuse)
  }

  private func name(of file: Import) -> FileName {
    let bytes = file.name.bytes
    let stem = file.name.ends(in: ".csv") ? bytes.dropLast(4) : bytes
    let tail = Array(".\(run.name).csv".utf8)
    return FileName(bytes: stem.cut(to: longestName - tail.count) + tail)
  }

  /// The first numbered name that is free; nil where one before it holds these rows already,
  /// written before a crash.
  private func freePath(for file: Import, _ names: [[UInt8]]) throws -> FilePath? {
    guard let name = FilePath.Component(bytes: name(of: file).bytes) else { return nil }
    var number = 1
    while true {
      let path = folder.appending(FileSystem.freeName(name, number))
      guard try exists(path) else { return path }
      if try isWritten(path, file, names) { return nil }
      number += 1
    }
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
