import CSVReading
import Pipeline
import ServiceLayer

/// Reads bytes as files of every kind, and throws a `Violation` if a rule for reading is broken.
///
/// For any bytes: nothing traps; the records and faults do not depend on how the input is split;
/// every line is counted; and each row passes `checkDecoding`.
package func checkReading(_ bytes: [UInt8]) throws {
  let accepts: ([[UInt8]]) -> Bool = { header in
    FileKind.allCases.contains { FileLayout.accepts(header, kind: $0) }
  }
  let whole = try Transcript(bytes, atMost: .max, accepts: accepts)
  // Half of all inputs are split at every byte.
  let atMost = max(1, bytes.reduce(0) { $0 &+ Int($1) } % 16 - 7)
  let cut = try Transcript(bytes, atMost: atMost, accepts: accepts)
  try require(cut == whole, "reads of \(atMost) bytes change nothing", "\(cut)\n\(whole)")
  try checkLines(of: whole, bytes)
  guard let header = whole.header else { return }
  for kind in FileKind.allCases where FileLayout.accepts(header.cells, kind: kind) {
    try checkDecoding(bytes, as: kind)
  }
}

/// Physical lines = the header's + those the records cover + the blank ones + a `sep=` line.
private func checkLines(of transcript: Transcript, _ bytes: [UInt8]) throws(Violation) {
  guard let counts = transcript.counts else { return }
  let lines = physicalLines(bytes)
  let covered = transcript.records.reduce(transcript.header?.lineCount ?? 0) {
    $0 + $1.lastLine - $1.line + 1
  }
  let rest = lines - covered - counts.blankRecords
  try require(counts.physicalLines == lines, "lines are an editor's", "\(counts), \(lines) lines")
  try require(rest == (beginsWithSeparatorLine(bytes) ? 1 : 0), "lines add up", "\(transcript)")
  try require(
    counts.records == transcript.records.count
      && transcript.records.map(\.number) == Array(1..<(counts.records + 1)),
    "records are numbered from 1",
    "\(transcript)"
  )
}

extension CSVHeader {
  fileprivate var lineCount: Int { lastLine - line + 1 }
}

private let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

/// Lines by the simplest rule: an empty last line does not count.
private func physicalLines(_ bytes: [UInt8]) -> Int {
  let text = bytes.starts(with: byteOrderMark) ? bytes.dropFirst(3) : bytes[...]
  var lines = text.isEmpty || text.last == 0x0A || text.last == 0x0D ? 0 : 1
  var previous: UInt8?
  for byte in text {
    if byte == 0x0D || (byte == 0x0A && previous != 0x0D) { lines += 1 }
    previous = byte
  }
  return lines
}

private func beginsWithSeparatorLine(_ bytes: [UInt8]) -> Bool {
  let text = bytes.starts(with: byteOrderMark) ? bytes.dropFirst(3) : bytes[...]
  let line = text.prefix { $0 != 0x0A && $0 != 0x0D }
  return line.count == 5 && line.starts(with: Array("sep=".utf8))
}
