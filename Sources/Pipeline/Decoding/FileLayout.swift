import CSVReading
import SafeText
package import ServiceLayer

/// Where a file keeps the columns of its kind.
package struct FileLayout {
  package let kind: FileKind
  /// How many cells a row must have.
  let width: Int
  /// Columns that nothing is done with, as people see their names.
  let ignored: [String]
  let names: [[UInt8]]
  private let positions: [Column: Int]

  /// Finds the columns in a header.
  ///
  /// - Throws: `LayoutFault`, which fails the file: a column is missing or there twice.
  package init(header: [[UInt8]], kind: FileKind) throws {
    self.kind = kind
    width = header.count
    names = header.map(Self.folded)
    let wanted = kind.requiredColumns + kind.optionalColumns
    var positions: [Column: Int] = [:]
    var ignored: [String] = []
    for (position, name) in names.enumerated() {
      guard let column = wanted.first(where: { $0.names.contains { name.elementsEqual($0.utf8) } })
      else {
        if !name.isEmpty { ignored.append(escaped(header[position], atMost: 60)) }
        continue
      }
      guard positions.updateValue(position, forKey: column) == nil else {
        throw LayoutFault.doubled(column.rawValue)
      }
    }
    let missing = kind.requiredColumns.filter { positions[$0] == nil }.map(\.rawValue)
    guard missing.isEmpty else {
      throw LayoutFault.missing(
        missing,
        kind: kind,
        found: header.map { escaped($0, atMost: 60) }
      )
    }
    self.positions = positions
    self.ignored = ignored
  }

  subscript(column: Column) -> Int? { positions[column] }

  /// Whether a header, read with some delimiter, has all columns of a kind.
  package static func accepts(_ header: [[UInt8]], kind: FileKind) -> Bool {
    let names = header.map(folded)
    return kind.requiredColumns.allSatisfy { column in
      names.contains { name in column.names.contains { name.elementsEqual($0.utf8) } }
    }
  }

  /// A header name without outer spaces, in lower case where it is ASCII.
  static func folded(_ name: [UInt8]) -> [UInt8] {
    name.withUnsafeBufferPointer { $0.trimmed.map { isASCIIUpper($0) ? $0 | 0x20 : $0 } }
  }
}

/// Why a file's header does not do.
enum LayoutFault: Error, Equatable, CustomStringConvertible {
  case missing([String], kind: FileKind, found: [String])
  case doubled(String)
  case empty

  var description: String {
    switch self {
    case .missing(let missing, let kind, let found):
      """
      the header lacks \(missing.joined(separator: ", ")): \(kind.withArticle) file needs \
      \(kind.requiredColumns.map(\.rawValue).joined(separator: ", ")), this one begins with \
      '\(found.joined(separator: ","))'; if that is a row, put a header line above it
      """
    case .doubled(let column):
      "the header has the column \(column) twice: remove or rename one of them"
    case .empty:
      "the file is empty: not even a header; export it again"
    }
  }
}

extension FileKind {
  fileprivate var withArticle: String {
    switch self {
    case .batches, .quantities, .cancellations: "a \(rawValue)"
    case .etas, .allocations, .orders: "an \(rawValue)"
    }
  }
}
