import CSVReading
import ServiceLayer

/// Writes the cells of a report as CSV.
final class CSVSink: ReportSink {
  private var writer: CSVWriter
  private let onNote: (ReportNote) -> Void

  /// Makes a sink that writes with the settings of a run, from the first byte of a file on.
  ///
  /// Notes, which are not cells, go to `onNote`.
  init(
    _ settings: Run.Settings,
    onNote: @escaping (ReportNote) -> Void,
    sink: @escaping (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    if settings.reportByteOrderMark {
      let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
      try mark.withUnsafeBytes(sink)
    }
    writer = CSVWriter(
      rawCells: settings.rawCells,
      delimiter: Delimiter(rawValue: settings.reportDelimiter) ?? .comma,
      sink: sink
    )
    self.onNote = onNote
  }

  func text(_ utf8: Span<UInt8>) { writer.text(utf8) }
  func text(_ text: String) { writer.text(text) }
  func number(_ number: Int) { writer.number(number) }
  func empty() { writer.text("") }
  func endRow() throws { try writer.endRow() }
  func note(_ note: ReportNote) { onNote(note) }

  /// Passes on what is buffered; must be called at the end.
  func flush() throws { try writer.flush() }
}
