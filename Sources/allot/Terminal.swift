import Foundation

/// Results go to standard output, everything else to standard error.
enum Terminal {
  static func print(_ text: String) {
    FileHandle.standardOutput.writeIgnoringErrors(text + "\n")
  }

  static func complain(_ text: String) {
    FileHandle.standardError.writeIgnoringErrors("allot: \(text)\n")
  }

  static var errorIsATerminal: Bool { isatty(2) == 1 }
}

extension FileHandle {
  /// A reader that has gone, as of `allot history | head`, is no error of the program.
  fileprivate func writeIgnoringErrors(_ text: String) { try? write(contentsOf: Data(text.utf8)) }
}
