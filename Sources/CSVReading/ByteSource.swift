/// Where bytes come from: a file, a pipe, or a test.
///
/// A verb and nothing else, so a stand-in is one closure.
package struct ByteSource {
  /// Fills the front of the buffer and returns how many bytes it wrote; 0 means the end.
  package var read: (UnsafeMutableRawBufferPointer) throws -> Int

  /// Makes a source of a closure that fills a buffer.
  package init(read: @escaping (UnsafeMutableRawBufferPointer) throws -> Int) {
    self.read = read
  }

  /// Makes a source of bytes in memory.
  ///
  /// `atMost` caps each read, so that a test can place the seams between reads where it likes.
  package init(_ bytes: [UInt8], atMost: Int = .max) {
    var rest = bytes[...]
    self.init { buffer in
      let piece = rest.prefix(min(atMost, buffer.count))
      buffer.copyBytes(from: piece)
      rest = rest.dropFirst(piece.count)
      return piece.count
    }
  }
}
