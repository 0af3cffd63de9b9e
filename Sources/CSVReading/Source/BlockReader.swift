import Glibc

/// Reads a source block by block, and never splits a CR from its LF.
struct BlockReader: ~Copyable {
  /// Text without zero bytes, valid until the next block is read.
  struct Block {
    var text: UnsafeBufferPointer<UInt8>
    var end: End
  }

  /// What comes after a block.
  enum End {
    case more
    case endOfFile
    case zeroByte
  }

  private let source: RewindableSource
  private let memory = UnsafeMutableRawBufferPointer.allocate(
    byteCount: Limits.block,
    alignment: 1
  )
  /// The offset in the file of the first byte in memory.
  private var offset: Int
  private var filled = 0
  /// How much of memory the last block covered.
  private var used = 0

  init(_ source: RewindableSource, offset: Int) {
    self.source = source
    self.offset = offset
  }

  deinit {
    memory.deallocate()
  }

  /// Reads the next block; a CR at its end is kept for the next one.
  mutating func next() throws -> Block {
    let kept = filled - used
    memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[used..<filled]))
    offset += used
    (filled, used) = (kept, 0)
    let got = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: memory[kept...]))
    filled += got
    var end = got == 0 ? End.endOfFile : .more
    used = filled
    if let zero = firstZero {
      used = zero
      end = .zeroByte
    } else if end == .more, memory[filled - 1] == ASCII.carriageReturn {
      used -= 1
    }
    let bytes = UnsafeRawBufferPointer(rebasing: memory[..<used])
    return Block(text: bytes.bindMemory(to: UInt8.self), end: end)
  }

  /// The fault of the zero byte after the last block.
  ///
  /// This reads on for as long as there are zeros, so the source cannot be rewound afterwards.
  mutating func zeroFault() throws -> StructureFault.Kind {
    source.stopRecording()
    let start = offset + used
    var rest = memory[used..<filled]
    var count = 0
    repeat {
      guard rest.allSatisfy({ $0 == 0 }) else { return .zeroByte }
      count += rest.count
      rest = memory[..<(try source.read(into: memory))]
    } while !rest.isEmpty
    return .zeroTail(offset: start, count: count)
  }

  private var firstZero: Int? {
    guard let start = memory.baseAddress, let zero = memchr(start, 0, filled) else { return nil }
    return UnsafeRawPointer(zero) - UnsafeRawPointer(start)
  }
}
