import CSVReading
import FileSystem
import SystemPackage

/// Recognises by its first bytes a file in the inbox whose name is not taken.
enum StrayFile {
  private static let length = 2048

  /// What the file is and what to do with it; for a file that cannot be read, only the name is
  /// used.
  static func reason(at path: FilePath, unless guarded: GuardedFiles) -> String {
    let name = "its name does not end in .csv"
    return firstBytes(of: path, guarded).map { "\(name); \(told($0))" } ?? name
  }

  private static func told(_ bytes: [UInt8]) -> String {
    if bytes.isEmpty { return "it is empty" }
    let format = ForeignFormat(signature: bytes) ?? ForeignFormat(text: bytes)
    if let format { return format.reason }
    if let encoding = WideEncoding(firstBytes: bytes) {
      return "it is text in \(encoding.rawValue): save it as CSV UTF-8"
    }
    return isText(bytes)
      ? "it is text: if it is meant for allot, give it a name that ends in .csv"
      : "its format is not known: export the rows as CSV UTF-8"
  }

  private static func isText(_ bytes: [UInt8]) -> Bool {
    // The last character may be cut.
    !bytes.contains(0)
      && (0...3).contains { String(validating: bytes.dropLast($0), as: UTF8.self) != nil }
  }

  private static func firstBytes(of path: FilePath, _ guarded: GuardedFiles) -> [UInt8]? {
    do {
      let file = try InputFile(path, unless: guarded)
      defer { file.close() }
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: length, alignment: 1)
      defer { buffer.deallocate() }
      return Array(buffer[..<(try file.read(into: buffer))])
    } catch {
      return nil
    }
  }
}
