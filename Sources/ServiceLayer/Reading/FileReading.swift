/// How to read a file that does not have allot's own form, as a rule of the configuration says.
///
/// It is stored with the import, so that retried rows are read as they were the first time.
package struct FileReading: Equatable, Codable, Sendable {
  /// The character encoding of a file.
  package enum TextEncoding: String, CaseIterable, Codable, Sendable {
    case utf8 = "utf-8"
    case windows1252 = "windows-1252"
    case latin1 = "iso-8859-1"
  }

  /// The file's names for allot's columns, by allot's name; the cells of several are joined with
  /// `-`.
  package var columns: [String: [String]] = [:]
  /// Columns of the file that are ignored.
  package var ignoredColumns: [String] = []
  /// Rows to skip: by the name of a column, the values for which a row is skipped.
  package var unwantedRows: [String: [String]] = [:]
  /// Whether upper and lower case are equal in these values; false for files that an earlier
  /// version read.
  package var foldsUnwantedRows = false
  /// The byte between cells; if nil, it is found from the header.
  package var delimiter: UInt8?
  package var encoding = TextEncoding.utf8
  /// Physical lines before the header.
  package var linesBeforeHeader = 0
  package var numbers: NumberForm?
  package var dates: DateForm?
  /// The whole file fails if more than this percentage of its rows have a fault.
  package var mostFaultyPercent: Int?
  /// Whether a known order line or batch is changed to the values in the file.
  package var amends = false
  /// Whether rows that order cancelled lines are not reported.
  package var ignoresCalledOff = false

  package init() {}

  /// Decodes a stored reading; a value that is missing gets its default.
  package init(from decoder: any Decoder) throws {
    self.init()
    let noted = try decoder.container(keyedBy: CodingKeys.self)
    func read<Value: Decodable>(_ key: CodingKeys, into value: inout Value) throws {
      value = try noted.decodeIfPresent(Value.self, forKey: key) ?? value
    }
    try read(.columns, into: &columns)
    try read(.ignoredColumns, into: &ignoredColumns)
    try read(.unwantedRows, into: &unwantedRows)
    try read(.foldsUnwantedRows, into: &foldsUnwantedRows)
    delimiter = try noted.decodeIfPresent(UInt8.self, forKey: .delimiter)
    try read(.encoding, into: &encoding)
    try read(.linesBeforeHeader, into: &linesBeforeHeader)
    numbers = try noted.decodeIfPresent(NumberForm.self, forKey: .numbers)
    dates = try noted.decodeIfPresent(DateForm.self, forKey: .dates)
    mostFaultyPercent = try noted.decodeIfPresent(Int.self, forKey: .mostFaultyPercent)
    try read(.amends, into: &amends)
    try read(.ignoresCalledOff, into: &ignoresCalledOff)
  }

}

extension FileReading? {
  /// Whether another reading splits the same bytes into the same rows with the same numbers.
  package func agrees(with other: FileReading?) -> Bool {
    let (left, right) = (self ?? FileReading(), other ?? FileReading())
    return left.columns == right.columns && left.unwantedRows == right.unwantedRows
      && left.foldsUnwantedRows == right.foldsUnwantedRows
      && left.delimiter == right.delimiter && left.encoding == right.encoding
      && left.linesBeforeHeader == right.linesBeforeHeader && left.numbers == right.numbers
      && left.dates == right.dates
  }
}
