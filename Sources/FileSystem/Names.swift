import Glibc
package import SystemPackage

/// The longest file name, in bytes, that Linux file systems take.
package let longestName = 255

extension FilePath.Component {
  /// The bytes of the name as the file system has them.
  package var bytes: [UInt8] {
    withPlatformString { [UInt8](cString: $0) }
  }

  /// Makes a name of raw bytes; nil where they cannot be one: empty, with a slash or a zero.
  package init?(bytes: some Collection<UInt8>) {
    guard !bytes.contains(0), !bytes.contains(0x2F) else { return nil }
    self.init(platformString: bytes.map { CChar(bitPattern: $0) } + [0])
  }
}

extension FilePath {
  /// The folder that a path lies in: `.` for a bare name.
  var folder: FilePath {
    let parent = removingLastComponent()
    return parent.isEmpty ? "." : parent
  }
}

extension [UInt8] {
  /// The bytes of a C string, without the zero at its end.
  init(cString: UnsafePointer<CChar>) {
    self.init(UnsafeRawBufferPointer(start: cString, count: strlen(cString)))
  }
}
