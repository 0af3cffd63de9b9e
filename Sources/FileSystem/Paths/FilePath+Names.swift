import Glibc
import SafeText
package import SystemPackage

/// The longest file name, in bytes, on Linux file systems.
package let longestName = 255

/// How many characters of a name are shown at most.
package let longestDisplayedName = 120

extension FilePath.Component {
  /// The raw bytes of the name.
  package var bytes: [UInt8] {
    withPlatformString { [UInt8](cString: $0) }
  }

  /// Makes a name from raw bytes; nil if they are empty or contain a slash or a zero.
  package init?(bytes: some Collection<UInt8>) {
    guard !bytes.contains(0), !bytes.contains(0x2F) else { return nil }
    self.init(platformString: bytes.map { CChar(bitPattern: $0) } + [0])
  }

  /// The name, which may be any bytes, made safe for a terminal, a log and a report.
  ///
  /// Characters that control a terminal, change the text direction or are invisible are escaped,
  /// and so is the backslash. So two different names never look the same, unless they are
  /// shortened.
  package var displayed: String { escaped(bytes, atMost: longestDisplayedName) }
}

extension FilePath {
  /// The folder that contains the path: `.` for a bare name.
  var folder: FilePath {
    let parent = removingLastComponent()
    return parent.isEmpty ? "." : parent
  }

  /// The path, with each name escaped as a component's `displayed` is.
  package var displayed: String {
    (root == nil ? "" : "/") + components.map(\.displayed).joined(separator: "/")
  }
}

extension [UInt8] {
  /// The bytes of a C string, without the zero at its end.
  init(cString: UnsafePointer<CChar>) {
    self.init(UnsafeRawBufferPointer(start: cString, count: strlen(cString)))
  }
}
