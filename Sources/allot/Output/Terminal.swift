import Foundation

/// Results go to standard output, everything else to standard error.
enum Terminal {
  static func print(_ text: String) {
    FileHandle.standardOutput.writeIgnoringErrors(text + "\n")
  }

  static func complain(_ text: String) { tell("allot: \(text)") }

  /// Writes to standard error without the prefix `allot: `.
  static func tell(_ text: String) { FileHandle.standardError.writeIgnoringErrors(text + "\n") }

  static var errorIsATerminal: Bool { isatty(2) == 1 }
}

extension FileHandle {
  /// Writes, and ignores a closed pipe, as in `allot history | head`.
  fileprivate func writeIgnoringErrors(_ text: String) { try? write(contentsOf: Data(text.utf8)) }
}
