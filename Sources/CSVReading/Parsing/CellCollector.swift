/// The cells that libcsv has found, one after the other in one buffer.
///
/// Its methods are called from C, so they neither throw nor call other code. They append cells;
/// once a limit is exceeded, they set `excess` and ignore the rest.
struct CellCollector: ~Copyable {
  /// A limit that was exceeded.
  enum Excess {
    case cell
    case columns
  }

  private(set) var bytes = FlatBuffer<UInt8>(capacity: 2 * Limits.block)
  /// Cell `i` is between bounds `i` and `i + 1`.
  private(set) var bounds = FlatBuffer<Int>(capacity: Limits.block)
  /// The first cell of the open record.
  private(set) var recordStart = 0
  /// Whether the open record has a cell that is more than spaces and tabs.
  private(set) var hasText = false
  private(set) var recordEnded = false
  private(set) var excess: Excess?

  init() {
    bounds.append(0)
  }

  var cellCount: Int { bounds.count - 1 }

  /// How many complete cells the open record has.
  var openCells: Int { cellCount - recordStart }

  mutating func addCell(_ cell: UnsafeBufferPointer<UInt8>) {
    guard excess == nil else { return }
    if cell.count > Limits.cell {
      excess = .cell
    } else if openCells == Limits.columns {
      excess = .columns
    } else {
      if !hasText { hasText = !cell.trimmed.isEmpty }
      bytes.append(cell)
      bounds.append(bytes.count)
    }
  }

  mutating func endRecord() {
    recordEnded = true
  }

  /// Starts the next record; the cells of the last one are kept or dropped.
  mutating func beginRecord(keepingLast: Bool) {
    if !keepingLast {
      bytes.truncate(to: bounds.start[recordStart])
      bounds.truncate(to: recordStart + 1)
    }
    recordStart = cellCount
    hasText = false
    recordEnded = false
  }

  /// Removes the first cells and moves the others to the front.
  mutating func removeFirst(_ cells: Int) {
    let removedBytes = bounds.start[cells]
    bytes.removeFirst(removedBytes)
    bounds.removeFirst(cells)
    for index in 0..<bounds.count { bounds.start[index] -= removedBytes }
    recordStart -= cells
  }
}
