import Configuration
import SafeText
import ServiceLayer

extension NoticeLimits {
  /// The warning about rows that make a quantity many times larger or smaller; nil if there are
  /// none.
  func told(_ rows: NotedRows, of file: FileImport) -> String? {
    guard rows.rows > 0 else { return nil }
    let factor = quantityFactor.map { "\($0) times or more" } ?? "many times"
    let verb = rows.rows == 1 ? "makes" : "make"
    return """
      \(counted(rows.rows, "row")) \(verb) a quantity \(factor) as large or as small as it was, first on \
      line \(rows.firstLine): see that it is right
      """
  }
}
