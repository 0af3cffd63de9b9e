import Foundation
package import GRDB
package import ServiceLayer

extension FileName: DatabaseValueConvertible {
  /// Text if the name is UTF-8, so that it is readable in any SQLite shell; otherwise its bytes.
  package var databaseValue: DatabaseValue {
    if let text = String(validating: bytes, as: UTF8.self) { return text.databaseValue }
    return Data(bytes).databaseValue
  }

  package static func fromDatabaseValue(_ value: DatabaseValue) -> FileName? {
    switch value.storage {
    case .string(let text): FileName(text)
    case .blob(let data): FileName(bytes: Array(data))
    default: nil
    }
  }
}

extension [UInt8] {
  /// The bytes as a blob; GRDB has no database type for an array of bytes.
  var databaseBlob: DatabaseValue { Data(self).databaseValue }
}

extension Row {
  /// Reads a word that must be a case of a type.
  func word<Word: RawRepresentable<String>>(_ column: String, as type: Word.Type) throws -> Word {
    let text: String = self[column]
    guard let word = Word(rawValue: text) else {
      throw StoreFailure(.unusable, "column \(column) says '\(text)', which means nothing here")
    }
    return word
  }

  func bytes(_ column: String) -> [UInt8] { Array(self[column] as Data) }
}
