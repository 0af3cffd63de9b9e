import CSVReading
import ServiceLayer

extension Run.Settings {
  /// Records the version of the rules by which files are split into rows.
  mutating func noteRowRules() {
    rowRules = CSVReader.rules
    program = ProgramVersion.current
  }

  /// Refuses to continue a half-imported file if this program may number its rows differently.
  func expectSameRows(of file: FileImport) throws {
    guard rowRules != CSVReader.rules, file.doneRows > file.skippedRows else { return }
    throw OtherRowRules(file: file.name.displayed, program: program)
  }
}

/// A file was half imported by a version of the program that splits files into rows differently.
package struct OtherRowRules: Error, CustomStringConvertible {
  let file: String
  let program: String

  package var description: String {
    """
    \(file) was begun by \(program.isEmpty ? "another version of allot" : "allot \(program)"), which \
    may number its rows differently: run that version once more to finish the file, then continue \
    with this one; nothing was changed
    """
  }
}
