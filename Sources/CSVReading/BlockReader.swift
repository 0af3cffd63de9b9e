import Glibc

/// Reads a source block by block, and never parts a CR from its LF.
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
  /// The file's offset of the first byte in memory.
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

  /// Reads the next block; a CR that ends it waits for what follows.
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

  /// Says what the zero byte after the last block belongs to.
  ///
  /// It reads on as long as there are zeros, however far, and so there is no rewinding after it.
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
