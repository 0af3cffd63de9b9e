import ServiceLayer

/// Looks at the rows of a report while they are written.
protocol RowWatcher {
  /// Whether it wants to see the next row.
  var wantsRow: Bool { get }
  mutating func take(_ note: ReportNote)
  mutating func take(_ row: borrowing WatchedRow)
}

extension RowWatcher {
  mutating func take(_ note: ReportNote) {}
}

/// A row of a report, lent to a watcher.
struct WatchedRow: ~Copyable {
  private struct Cell {
    var start = 0
    var end = 0
    var number = 0
  }

  private var cells: [Cell] = []
  private var bytes: [UInt8] = []

  mutating func add(_ utf8: Span<UInt8>) {
    let start = bytes.count
    utf8.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    cells.append(Cell(start: start, end: bytes.count))
  }

  mutating func add(_ number: Int) { cells.append(Cell(number: number)) }

  mutating func clear() {
    cells.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
  }

  /// The number in a column.
  func number(_ column: Int) -> Int { cells[column].number }

  /// The text in a column; empty if the cell is.
  func text(_ column: Int) -> String { String(decoding: utf8(column), as: UTF8.self) }

  func utf8(_ column: Int) -> ArraySlice<UInt8> { bytes[cells[column].start..<cells[column].end] }
}

/// Passes the cells of a report on, and shows whole rows to a watcher.
final class WatchedSink<Watcher: RowWatcher>: ReportSink {
  private(set) var watcher: Watcher
  private let sink: any ReportSink
  private var row = WatchedRow()
  private var isShown = false
  private var isBegun = false

  init(_ watcher: Watcher, passingTo sink: any ReportSink) {
    self.watcher = watcher
    self.sink = sink
  }

  func text(_ utf8: Span<UInt8>) throws {
    if showsRow { row.add(utf8) }
    try sink.text(utf8)
  }

  func number(_ number: Int) throws {
    if showsRow { row.add(number) }
    try sink.number(number)
  }

  func empty() throws {
    if showsRow { row.add([UInt8]().span) }
    try sink.empty()
  }

  func endRow() throws {
    if isBegun, isShown { watcher.take(row) }
    isBegun = false
    row.clear()
    try sink.endRow()
  }

  func note(_ note: ReportNote) { watcher.take(note) }

  /// Asks the watcher once for each row.
  private var showsRow: Bool {
    if !isBegun {
      isBegun = true
      isShown = watcher.wantsRow
    }
    return isShown
  }
}

/// Takes a report of which only the notes are needed.
final class NoSink: ReportSink {
  private let onNote: (ReportNote) -> Void

  init(onNote: @escaping (ReportNote) -> Void) { self.onNote = onNote }

  func text(_ utf8: Span<UInt8>) {}
  func number(_ number: Int) {}
  func empty() {}
  func endRow() {}
  func note(_ note: ReportNote) { onNote(note) }
}
