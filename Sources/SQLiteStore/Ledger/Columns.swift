import Foundation
package import GRDB
package import ServiceLayer

extension FileName: DatabaseValueConvertible {
  /// Text where the name is UTF-8, so that it can be read in any SQLite shell; else its bytes.
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
  /// As a blob; an array of bytes has no database type of its own.
  var databaseBlob: DatabaseValue { Data(self).databaseValue }
}

extension Row {
  /// Reads one of the words that a CHECK allows.
  func word<Word: RawRepresentable<String>>(_ column: String, as type: Word.Type) throws -> Word {
    let text: String = self[column]
    guard let word = Word(rawValue: text) else {
      throw StoreFailure(.damaged, "column \(column) says '\(text)', which means nothing here")
    }
    return word
  }

  func bytes(_ column: String) -> [UInt8] { Array(self[column] as Data) }
}
