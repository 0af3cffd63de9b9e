/// Where bytes come from: a file, a pipe, or a test.
///
/// It is one closure, so a test can replace it without its own type.
package struct ByteSource {
  /// Fills the front of the buffer and returns how many bytes it wrote; 0 means the end.
  package var read: (UnsafeMutableRawBufferPointer) throws -> Int

  /// Makes a source from a closure that fills a buffer.
  package init(read: @escaping (UnsafeMutableRawBufferPointer) throws -> Int) {
    self.read = read
  }

  /// Makes a source from bytes in memory.
  ///
  /// `atMost` limits each read, so that a test can choose where one read ends and the next begins.
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
