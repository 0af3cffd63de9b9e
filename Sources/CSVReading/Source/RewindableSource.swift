/// A source whose beginning can be read again, to try another delimiter on the header.
final class RewindableSource {
  private var source: ByteSource
  private var head: [UInt8] = []
  private var position = 0
  private(set) var isRecording = true

  init(_ source: ByteSource) {
    self.source = source
  }

  /// Returns the first bytes of the source, at most `count`.
  func peek(_ count: Int) throws -> ArraySlice<UInt8> {
    while head.count < count, try record(atMost: count - head.count) > 0 {}
    return head.prefix(count)
  }

  /// Makes the next read start at this byte of the head.
  func rewind(to offset: Int) {
    position = offset
  }

  /// Allows the head to be freed once it has been read; the source cannot be rewound after this.
  func stopRecording() {
    isRecording = false
  }

  /// Reads from the head first, then from the source.
  ///
  /// While recording it never reads further than `Limits.head`, which limits memory.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    if isRecording, position == head.count {
      guard try record(atMost: buffer.count) > 0 else { return 0 }
    }
    if position < head.count {
      let piece = head[position...].prefix(buffer.count)
      buffer.copyBytes(from: piece)
      position += piece.count
      return piece.count
    }
    if !head.isEmpty { (head, position) = ([], 0) }
    return try source.read(buffer)
  }

  private func record(atMost count: Int) throws -> Int {
    let room = min(count, Limits.head - head.count)
    if room == 0 { throw StructureFault(.headerOutOfReach, line: 1) }
    let piece = try [UInt8](unsafeUninitializedCapacity: room) { buffer, filled in
      filled = try source.read(UnsafeMutableRawBufferPointer(buffer))
    }
    head += piece
    return piece.count
  }
}
