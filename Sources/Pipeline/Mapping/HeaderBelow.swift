import CSVReading
import FileSystem
import ServiceLayer

/// Looks for the header further down, below a title that a report or spreadsheet has put above it.
enum HeaderBelow {
  private static let mostLines = 20

  /// The columns of a file whose records are read from the beginning.
  ///
  /// - Throws: `LayoutFault` with all faults of the header, or with the line on which it is.
  static func layout(
    _ reader: CSVReader,
    of input: InputFile,
    _ kind: FileKind,
    _ reading: FileReading?
  ) throws -> FileLayout {
    guard let header = reader.header else { throw LayoutFault.empty }
    do {
      return try FileLayout(header: header.cells, kind: kind, reading)
    } catch let fault as LayoutFault where fault.lacksColumns && !fault.isOfAnotherForm {
      throw try found(in: input, kind, reading) ?? fault
    }
  }

  private static func found(
    in input: InputFile,
    _ kind: FileKind,
    _ reading: FileReading?
  ) throws -> LayoutFault? {
    let skipped = reading?.linesBeforeHeader ?? 0
    for lines in 1...mostLines {
      var lower = reading ?? FileReading()
      lower.linesBeforeHeader = skipped + lines
      let header: CSVHeader?
      do {
        header = try FileReading.records(of: input, kind, lower).reader.header
      } catch is StructureFault {
        // The line above may have ended within a quoted cell.
        continue
      }
      guard let header, header.line > skipped + lines else { return nil }
      let place = LayoutFault.below(line: header.line, skippedLines: skipped + lines)
      do {
        _ = try FileLayout(header: header.cells, kind: kind, reading)
        return place
      } catch let fault as LayoutFault where fault.isOfAnotherForm {
        return .several([place, fault])
      } catch is LayoutFault {
        continue
      }
    }
    return nil
  }
}
