/// The cells that libcsv has handed over, end to end in one buffer.
///
/// Its methods are called from C, so they neither throw nor call anyone's code: they append,
/// and past a limit they leave a note and ignore the rest.
struct CellCollector: ~Copyable {
  /// A limit that was passed.
  enum Excess {
    case cell
    case columns
  }

  private(set) var bytes = FlatBuffer<UInt8>(capacity: 2 * Limits.block)
  /// Cell `i` lies between bounds `i` and `i + 1`.
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

  /// The cells of the open record that are complete.
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

  /// Starts the next record, behind the cells of the last one or in their place.
  mutating func beginRecord(keepingLast: Bool) {
    if !keepingLast {
      bytes.truncate(to: bounds.start[recordStart])
      bounds.truncate(to: recordStart + 1)
    }
    recordStart = cellCount
    hasText = false
    recordEnded = false
  }

  /// Forgets the first cells and moves the others up.
  mutating func removeFirst(_ cells: Int) {
    let removedBytes = bounds.start[cells]
    bytes.removeFirst(removedBytes)
    bounds.removeFirst(cells)
    for index in 0..<bounds.count { bounds.start[index] -= removedBytes }
    recordStart -= cells
  }
}
